import Autodiff
import TensorCore

extension MetricDefinition {
  /// The share of examples whose class is predicted right.
  static let accuracy = MetricDefinition(
    "accuracy",
    "The share of examples whose class is predicted right.",
    formula: #"\frac{1}{n} \left|\{i : \arg\max_j \hat y_{ij} = y_i\}\right|"#,
    details: [
      "Predictions are scores or probabilities (n, classes), targets labels (n) or one-hot rows (n, classes). "
        + "Predictions (n) or (n, 1) tell two classes apart, at 0.5 where all lie between 0 and 1, else at 0.",
      "shapes: [n, classes] or [n], [n] or [n, classes] -> []",
      "derivative: 0: it counts",
      "edge cases: Of equal scores the first counts. A label that is no class is a ValueError.",
    ],
    example: "accuracy([[0.9, 0.1], [0.2, 0.8]], [0, 0])"
  ) { predictions, targets, _ in
    .number(try share(of: predictions.value, targets.value))
  }

  /// - Shapes: `[n, classes]` scores or probabilities with `[n]` labels or `[n, classes]` one-hot rows; `[n]` or `[n, 1]`
  ///   with as many targets: two classes, told apart at 0.5 where all predictions lie between 0 and 1, else at 0.
  private static func share(of predictions: Tensor, _ targets: Tensor) throws(TensorError) -> Double
  {
    let shape = predictions.shape.dimensions
    guard let count = shape.first, count > 0 else {
      throw .shape("accuracy needs a row for each example, and got \(predictions.shape)", hint: nil)
    }
    let isBinary = shape.count == 1 || shape.count == 2 && shape[1] == 1
    guard isBinary || shape.count == 2 else {
      throw .shape(
        "accuracy takes predictions (n), (n, 1) or (n, classes), and got \(predictions.shape)",
        hint: nil
      )
    }
    let expected =
      try isBinary ? targets.values : labels(targets, count: count, classes: shape[1])
    guard expected.count == count, isBinary || targets.shape.dimensions.first == count else {
      throw .shape(
        "accuracy compares \(predictions.shape) with targets of \(targets.shape)",
        hint: nil
      )
    }
    let given =
      try isBinary
      ? classes(of: predictions.values) : predictions.argmax(axis: 1).values
    let right = zip(given, expected).count { $0 == $1 }
    return Double(right) / Double(count)
  }
}

/// Whole labels as they are, one-hot rows as the place of their greatest entry.
private func labels(
  _ targets: Tensor,
  count: Int,
  classes: Int
) throws(TensorError) -> [Double] {
  let shape = targets.shape.dimensions
  if shape == [count, classes], classes > 1 { return try targets.argmax(axis: 1).values }
  guard shape == [count] || shape == [count, 1] else {
    throw .shape(
      "accuracy compares \(Shape([count, classes])) with labels (\(count)) or one-hot rows, not "
        + "\(targets.shape)",
      hint: nil
    )
  }
  let labels = targets.values
  if let wrong = labels.first(where: { !($0 >= 0 && $0 < Double(classes) && $0 == $0.rounded()) }) {
    throw .value(
      "\(Int(exactly: wrong).map(String.init) ?? "\(wrong)") is no label of \(classes) classes",
      hint: "labels count from 0"
    )
  }
  return labels
}

/// The classes 0 and 1 of probabilities, or of scores around 0.
private func classes(of predictions: [Double]) -> [Double] {
  let areProbabilities = predictions.allSatisfy { $0 >= 0 && $0 <= 1 }
  return predictions.map { $0 > (areProbabilities ? 0.5 : 0) ? 1 : 0 }
}
