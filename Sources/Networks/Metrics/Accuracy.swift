public import TensorCore

/// The share of examples whose class is predicted right.
///
/// - Shapes: `[n, classes]` scores or probabilities with `[n]` labels or `[n, classes]` one-hot rows; `[n]` or `[n, 1]`
///   with as many targets: two classes, told apart at 0.5 where all predictions lie between 0 and 1, else at 0.
/// - Edge cases: of equal scores the first counts.
public func accuracy(of predictions: Tensor, _ targets: Tensor) throws(TensorError) -> Double {
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
