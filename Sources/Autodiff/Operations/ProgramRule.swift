import TensorCore

/// How a plan computes an operation, in steps of a program that have the bits of its value.
///
/// There is an element at least in every operand and in the result.
struct ProgramRule: Sendable {
  /// Writes the steps.
  let write:
    @Sendable (_ program: inout TensorProgram, _ inputs: [TensorProgram.Value]) throws
      -> TensorProgram.Value
  /// Where the operand's elements are added to zeros, if that is what the operation does.
  let added: [AxisSelection]?

  init(
    added: [AxisSelection]? = nil,
    _ write:
      @escaping @Sendable (inout TensorProgram, [TensorProgram.Value]) throws -> TensorProgram.Value
  ) {
    self.write = write
    self.added = added
  }
}

extension Operation {
  /// nil where a plan leaves the operation to its value.
  var program: ProgramRule? {
    switch family {
    case .unary(let kernel, _): ProgramRule { try $0.apply(kernel, to: $1[0]) }
    case .binary(let kernel, _): ProgramRule { try $0.apply(kernel, to: $1[0], $1[1]) }
    case .elementwise: self === Operation.step ? ProgramRule { try $0.positive($1[0]) } : nil
    case .linear(let rule): rule.program
    case .general(let rule): rule.program
    case .leaf, .custom: nil
    }
  }
}

/// Arithmetic for the programs of composed operations, as tensors have it.
extension TensorProgram {
  /// A function of every element and a number, which takes the value's element type.
  mutating func apply(_ kernel: BinaryKernel, to x: Value, _ number: Double) throws -> Value {
    try apply(kernel, to: x, constant(Tensor(number).cast(to: dtype(of: x).arithmetic)))
  }
}
