import TensorCore

extension Operation {
  /// The gradient of the first input by the second, computed as numbers.
  ///
  /// What it was made of is written into the graph only when somebody differentiates it or looks at it: an
  /// `Expansion` then puts the backward pass in its place. No pass ever meets it.
  static let derivedGradient: Operation = Operation(
    "grad",
    .call("grad"),
    isDeferred: true,
    .general(
      GeneralRule(
        value: { _, _ in preconditionFailure("a gradient is computed by its pass") },
        pullback: { _, _, _, _ in preconditionFailure("a gradient is expanded before a pass") },
        pushforward: { _, _, _, _ in preconditionFailure("a gradient is expanded before a pass") }
      )
    )
  )
}
