import TensorCore

extension Operation {
  /// One where the operand is positive, else zero; the derivative of `relu`.
  public static let step: Operation = Operation(
    "step",
    .call("step"),
    .general(
      GeneralRule(
        value: { inputs, _ in
          try BinaryKernel.greater.apply(to: inputs[0], Tensor(0)).cast(to: inputs[0].dtype)
        },
        pullback: { _, _, _, _ in nil },
        pushforward: { _, _, _, _ in nil }
      )
    )
  )
}
