import TensorCore

extension Operand {
  /// A plain number of this operand's element type.
  package func number(_ value: Double) throws -> Operand {
    dtype == .float32 ? .tensor(try Tensor(value).cast(to: .float32)) : .number(value)
  }
}

/// Arithmetic for the values of composed operations; numbers never widen a `float32`.
extension Tensor {
  static func + (a: Tensor, b: Tensor) throws -> Tensor { try BinaryKernel.add.apply(to: a, b) }
  static func - (a: Tensor, b: Tensor) throws -> Tensor {
    try BinaryKernel.subtract.apply(to: a, b)
  }
  static func * (a: Tensor, b: Tensor) throws -> Tensor {
    try BinaryKernel.multiply.apply(to: a, b)
  }
  static func / (a: Tensor, b: Tensor) throws -> Tensor { try BinaryKernel.divide.apply(to: a, b) }

  static func + (a: Tensor, b: Double) throws -> Tensor { try a.mapped(.add, b) }
  static func * (a: Double, b: Tensor) throws -> Tensor { try b.mapped(.multiply, a) }

  /// The sum over some axes, or all, of a function of every element; of many, without a tensor of the function's values.
  func sum(
    of kernel: UnaryKernel,
    axes: [Int]?,
    keepsDimensions: Bool
  ) throws -> Tensor {
    guard count >= Tensor.manyTerms else {
      return try mapped(kernel).sum(axes: axes, keepsDimensions: keepsDimensions)
    }
    let axes = try shape.axes(axes)
    var program = BlockProgram()
    let terms = program.apply(kernel, to: program.input(shape, dtype))
    program.sum(terms, to: shape.reduced(over: axes, keepsDimensions: true))
    let sums = try program.compiled().run([self]).tensors[0]
    return try sums.reshaped(to: shape.reduced(over: axes, keepsDimensions: keepsDimensions))
  }

  /// From so many terms on it is worth writing a program for their sum.
  private static let manyTerms = 1 << 13

  /// A function of every element.
  func mapped(_ kernel: UnaryKernel) throws -> Tensor { try kernel.apply(to: self) }

  /// A function of every element and another operand's.
  func mapped(_ kernel: BinaryKernel, _ other: Tensor) throws -> Tensor {
    try kernel.apply(to: self, other)
  }

  /// A function of every element and a number, which takes the tensor's element type.
  func mapped(_ kernel: BinaryKernel, _ other: Double) throws -> Tensor {
    try kernel.apply(to: self, Tensor(other).cast(to: dtype.arithmetic))
  }
}
