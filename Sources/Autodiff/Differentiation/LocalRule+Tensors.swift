import TensorCore

extension LocalRule {
  /// What multiplies a cotangent with the derivative.
  var kernel: BinaryKernel {
    if case .absorbing = self { return .absorbingMultiply }
    return .guardedMultiply
  }

  /// The derivative at tensors, each instruction over the whole of them; only those are asked for that it takes.
  ///
  /// - Returns: nil where the rule has no program for tensors.
  func value(
    _ a: @autoclosure () -> Operand,
    _ b: @autoclosure () -> Operand,
    _ y: @autoclosure () -> Operand
  ) throws -> Operand? {
    let instructions: [Instruction]
    switch self {
    case .program(let program), .absorbing(let program): instructions = program
    case .zero, .one, .minusOne, .native, .unavailable: return nil
    }
    var stack: [Operand] = []
    for instruction in instructions {
      switch instruction {
      case .first: stack.append(a())
      case .second: stack.append(b())
      case .result: stack.append(y())
      case .constant(let number): stack.append(.number(number))
      case .unary(let kernel):
        let x = stack.removeLast()
        stack.append(Operand(try kernel.apply(to: x.value)))
      case .step:
        let x = stack.removeLast().value
        let isPositive = try BinaryKernel.greater.apply(to: x, Tensor(0))
        stack.append(Operand(try isPositive.cast(to: x.dtype)))
      case .binary(let kernel):
        let right = stack.removeLast()
        let left = stack.removeLast()
        stack.append(Operand(try kernel.apply(to: left.value, right.value)))
      case .select:
        let other = stack.removeLast()
        let chosen = stack.removeLast()
        let mask = try stack.removeLast().value.cast(to: .bool)
        stack.append(Operand(try Tensor.select(mask, chosen.value, other.value)))
      }
    }
    return stack.last
  }
}
