import Autodiff
import TensorCore

extension StepFormula {
  /// The step of a parameter of a shape and element type, in one pass over memory.
  ///
  /// It takes parameter, gradient and state, and the coefficients as numbers; it gives the new parameter and state in
  /// the element type of the parameter.
  func compiled(for kind: Kind) throws(TensorError) -> BlockProgram.Compiled {
    var program = BlockProgram()
    let inputs = (0..<inputCount).map { _ in program.input(kind.shape, kind.dtype) }
    let coefficients = (0..<coefficientCount).map { _ in program.number() }
    var registers: [BlockProgram.Register] = []
    for line in lines {
      switch line {
      case .input(let index): registers.append(inputs[index])
      case .coefficient(let index): registers.append(coefficients[index])
      case .constant(let number): registers.append(program.constant(number))
      case .unary(let kernel, let x): registers.append(program.apply(kernel, to: registers[x]))
      case .binary(let kernel, let a, let b):
        registers.append(try program.apply(kernel, to: registers[a], registers[b]))
      }
    }
    for line in results { program.output(program.cast(registers[line], to: kind.dtype)) }
    return program.compiled()
  }

  /// The new parameter and state as operations in a graph, where one of the operands is recorded.
  func record(_ inputs: [Operand], coefficients: [Operand], in graph: Graph) throws -> [Operand] {
    var values: [Operand] = []
    for line in lines {
      switch line {
      case .input(let index): values.append(inputs[index])
      case .coefficient(let index): values.append(coefficients[index])
      case .constant(let number): values.append(.number(number))
      case .unary(let kernel, let x):
        values.append(try graph.apply(Self.operation(kernel), values[x]))
      case .binary(let kernel, let a, let b):
        values.append(try graph.apply(Self.operation(kernel), values[a], values[b]))
      }
    }
    let dtype = inputs[0].dtype
    return try results.map { line in
      let value = values[line]
      return value.dtype == dtype ? value : try graph.apply(.cast(to: dtype), value)
    }
  }

  private static func operation(_ kernel: UnaryKernel) -> Operation {
    switch kernel {
    case .sqrt: .sqrt
    case .sign: .sign
    case .square: .square
    default: preconditionFailure("a step is written with roots, signs and squares")
    }
  }

  private static func operation(_ kernel: BinaryKernel) -> Operation {
    switch kernel {
    case .add: .add
    case .subtract: .subtract
    case .multiply: .multiply
    case .divide: .divide
    case .maximum: .maximum
    default: preconditionFailure("a step is written with the four operations and the maximum")
    }
  }
}
