import Networks
import TensorCore

extension Builtin {
  static let accuracy = metric(
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
    example: "accuracy([[0.9, 0.1], [0.2, 0.8]], [0, 0])",
    measure: Networks.accuracy(of:_:)
  )

  static let r2 = Builtin(
    "r2",
    [.required("predictions"), .required("targets")],
    BuiltinDocumentation(
      "The coefficient of determination: the share of the targets' variance that predictions explain.",
      formula: #"1 - \frac{\sum (y_i - \hat y_i)^2}{\sum (y_i - \bar y)^2}"#,
      details: [
        "shapes: [...], [...] -> []",
        "derivative: 2 (yᵢ - ŷᵢ) / Σ (y - ȳ)² by the predictions; that of the formula by the targets",
        "edge cases: 1 for perfect predictions, 0 for the mean everywhere, negative for worse. Where all targets are "
          + "the same it is 1 if they are met and 0 otherwise, and has no derivative.",
      ],
      example: "r2([1, 2, 2.5], [1, 2, 3])"
    )
  ) { context, arguments in
    let (predictions, targets) = try (
      arguments.operand("predictions"), arguments.operand("targets")
    )
    return Value(try Networks.r2(of: predictions, targets, in: context.graph))
  }

  private static func metric(
    _ name: String,
    _ summary: String,
    formula: String,
    details: [String],
    example: String,
    measure: @escaping @Sendable (Tensor, Tensor) throws(TensorError) -> Double
  ) -> Builtin {
    Builtin(
      name,
      [.required("predictions"), .required("targets")],
      BuiltinDocumentation(summary, formula: formula, details: details, example: example)
    ) { _, arguments in
      .number(try measure(arguments.tensor("predictions"), arguments.tensor("targets")))
    }
  }
}
