import TensorCore

extension Operation {
  /// One where the operand is positive, else zero; the derivative of `relu`.
  public static let step: Operation = Operation(
    "step",
    .call("step"),
    .elementwise(
      { x in try BinaryKernel.greater.apply(to: x, Tensor(0)).cast(to: x.dtype.arithmetic) },
      derivative: nil
    )
  )
}
