/// What a computation composed of tensors' methods is written with: once for tensors that are there, and for programs
/// that will be run.
package protocol TensorSteps {
  associatedtype Operand

  func shape(of x: Operand) -> Shape
  func dtype(of x: Operand) -> DType
  mutating func cast(_ x: Operand, to dtype: DType) throws -> Operand
  mutating func reshape(_ x: Operand, to shape: Shape) throws -> Operand
  mutating func transpose(_ x: Operand, _ permutation: [Int]) throws -> Operand
  mutating func gather(_ x: Operand, _ selection: Selection) throws -> Operand
  mutating func scatter(_ x: Operand, _ selection: Selection, into shape: Shape) throws -> Operand
  mutating func sum(_ x: Operand, axes: [Int]?, keepsDimensions: Bool) throws -> Operand
  mutating func apply(_ kernel: BinaryKernel, to a: Operand, _ b: Operand) throws -> Operand
  mutating func matmul(
    _ a: Operand,
    _ b: Operand,
    transposeLeft: Bool,
    transposeRight: Bool
  ) throws -> Operand
}

extension TensorProgram: TensorSteps {}

/// Steps that are taken at once.
package struct DirectSteps: TensorSteps {
  let interruption: Interruption?

  package init(interruption: Interruption? = nil) { self.interruption = interruption }

  package func shape(of x: Tensor) -> Shape { x.shape }
  package func dtype(of x: Tensor) -> DType { x.dtype }
  package func cast(_ x: Tensor, to dtype: DType) throws -> Tensor { try x.cast(to: dtype) }
  package func reshape(_ x: Tensor, to shape: Shape) throws -> Tensor { try x.reshaped(to: shape) }

  package func transpose(_ x: Tensor, _ permutation: [Int]) throws -> Tensor {
    try x.transposed(permutation: permutation)
  }

  package func gather(_ x: Tensor, _ selection: Selection) throws -> Tensor {
    try x.gathered(selection)
  }

  package func scatter(_ x: Tensor, _ selection: Selection, into shape: Shape) throws -> Tensor {
    try .scatterAdded(x, at: selection, into: shape)
  }

  package func sum(_ x: Tensor, axes: [Int]?, keepsDimensions: Bool) throws -> Tensor {
    try x.sum(axes: axes, keepsDimensions: keepsDimensions, interruption)
  }

  package func apply(_ kernel: BinaryKernel, to a: Tensor, _ b: Tensor) throws -> Tensor {
    try kernel.apply(to: a, b, interruption)
  }

  package func matmul(
    _ a: Tensor,
    _ b: Tensor,
    transposeLeft: Bool,
    transposeRight: Bool
  ) throws -> Tensor {
    try .matmul(
      a,
      b,
      transposeLeft: transposeLeft,
      transposeRight: transposeRight,
      interruption: interruption
    )
  }
}
