import TensorCore

extension Operation {
  /// What a plan computed from parameters, which are its inputs.
  ///
  /// How it did is written into the graph only when somebody differentiates it or looks at it: an `Expansion` puts the
  /// steps in its place. No pass ever meets it.
  static let planned: Operation = Operation(
    "planned",
    .call("planned"),
    isDeferred: true,
    .general(
      GeneralRule(
        value: { _, _ in preconditionFailure("a result of a plan is computed by it") },
        pullback: { _, _, _, _ in preconditionFailure("a plan is expanded before a pass") },
        pushforward: { _, _, _, _ in preconditionFailure("a plan is expanded before a pass") }
      )
    )
  )
}
