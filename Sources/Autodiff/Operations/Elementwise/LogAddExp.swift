extension Operation {
  public static let logaddexp: Operation = Operation(
    "logaddexp",
    .call("logaddexp"),
    .binary(
      .logaddexp,
      derivatives: BinaryDerivatives(
        left: { a, b, _ in try .term((a - b).applying(.sigmoid)) },
        right: { a, b, _ in try .term((b - a).applying(.sigmoid)) }
      )
    )
  )
}

extension Definition {
  /// The logarithm of a sum of exponentials, without overflow on the way.
  static let logaddexp = Definition(
    Operation.logaddexp,
    parameters: ["a", "b"],
    Documentation(
      "The logarithm of a sum of exponentials, without overflow on the way.",
      formula: #"\ln(e^a + e^b)"#,
      shapes: "[...], [...] -> broadcast",
      derivative: "sigmoid(a - b) for a, sigmoid(b - a) for b",
      edgeCases: "-inf where both are -inf; no overflow at ±1000.",
      example: "logaddexp(0, 0)"
    ),
    samples: Sample.broadcasting([1, -2, 0.5], [3, 0.7])
  )
}
