import TensorCore

extension Graph {
  /// Labels that a loss has looked at: now, in every run of a plan that is given others, and in all
  /// rows of a batch.
  func checked(
    _ labels: Operand,
    _ check: @escaping @Sendable (Tensor) throws -> Void
  ) throws -> Operand {
    if let variable = labels.variable, variable.isPlainButRecorded || variable.standsForMany {
      return try apply(.checkingLabels(check), labels)
    }
    try check(labels.value)
    return labels
  }
}

extension Operation {
  /// Labels as they are, or the error where a loss does not take them.
  fileprivate static func checkingLabels(
    _ check: @escaping @Sendable (Tensor) throws -> Void
  ) -> Operation {
    Operation(
      "identity",
      .call("identity"),
      .general(
        GeneralRule(
          derivativeUse: [],
          value: { inputs, _ in
            try check(inputs[0])
            return inputs[0]
          },
          pullback: { cotangent, _, _, _ in cotangent },
          pushforward: { tangent, _, _, _ in tangent },
          batching: .shifted { _ in .checkingLabels(check) }
        )
      )
    )
  }
}
