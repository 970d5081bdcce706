import TensorCore

/// Elementwise steps of a plan as one program that goes through memory once.
struct PlanBlock {
  let program: BlockProgram.Compiled
  /// The tensors and the numbers that the program takes, in order.
  let tensors: [PlanSlice.Reference]
  let numbers: [PlanSlice.Reference]
  /// The nodes that others need of it, in the order of the program's results.
  let results: [Int]

  /// Writes the program of some nodes of the slice, of which `needed` are used outside.
  ///
  /// - Returns: nil where a block would have other results than its steps.
  init?(_ positions: [Int], _ slice: PlanSlice, needed: (Int) -> Bool) {
    var writer = Writer(slice)
    var results: [Int] = []
    for position in positions {
      guard let register = try? writer.append(position) else { return nil }
      writer.registers[position] = register
      guard writer.hasType(register, position) else { return nil }
      guard needed(position) else { continue }
      let kind = slice.nodes[position].kind
      if slice.nodes[position].isBlockSum {
        let whole = slice.kind(of: slice.nodes[position].operands[0]).shape
        guard writer.program.shape(of: register) == whole else { return nil }
        writer.program.sum(register, to: kind.shape)
      } else {
        guard writer.program.shape(of: register) == kind.shape else { return nil }
        writer.program.output(register)
      }
      results.append(position)
    }
    program = writer.program.compiled()
    tensors = writer.tensors
    numbers = writer.numbers
    self.results = results
  }

  /// Translates nodes to registers of a program.
  private struct Writer {
    var program = BlockProgram()
    var registers: [Int: BlockProgram.Register] = [:]
    private(set) var tensors: [PlanSlice.Reference] = []
    private(set) var numbers: [PlanSlice.Reference] = []
    private let slice: PlanSlice

    init(_ slice: PlanSlice) { self.slice = slice }

    /// Whether a register has the element type that the node has where it is computed alone.
    func hasType(_ register: BlockProgram.Register, _ position: Int) -> Bool {
      let node = slice.nodes[position]
      let kind = node.isBlockSum ? slice.kind(of: node.operands[0]) : node.kind
      return program.dtype(of: register) == kind.dtype
    }

    /// The register of a node; of a sum, that of its operand.
    mutating func append(_ position: Int) throws -> BlockProgram.Register {
      let node = slice.nodes[position]
      let operands = node.operands.map { register(of: $0) }
      switch node.operation?.family {
      case .unary(let kernel, _): return program.apply(kernel, to: operands[0])
      case .binary(let kernel, _): return try program.apply(kernel, to: operands[0], operands[1])
      case .elementwise:
        let zero = program.constant(0)
        let test = try program.apply(.greater, to: operands[0], zero)
        return program.cast(test, to: program.dtype(of: operands[0]).arithmetic)
      case .general: return try program.select(operands[0], operands[1], operands[2])
      default:
        if case .cast(let dtype)? = node.blockForm {
          return program.cast(operands[0], to: dtype)
        }
        return operands[0]
      }
    }

    private mutating func register(of reference: PlanSlice.Reference) -> BlockProgram.Register {
      switch reference {
      case .node(let position):
        if let known = registers[position] { return known }
        let register = input(reference, slice.nodes[position].kind)
        registers[position] = register
        return register
      case .constant(.number(let number)): return program.constant(number)
      case .constant(let operand):
        let tensor = operand.value
        if tensor.dtype == .float64, let number = tensor.repeatedNumber {
          return program.constant(number)
        }
        return input(reference, operand.kind)
      }
    }

    private mutating func input(
      _ reference: PlanSlice.Reference,
      _ kind: Kind
    ) -> BlockProgram.Register {
      if kind == .number {
        numbers.append(reference)
        return program.number()
      }
      tensors.append(reference)
      return program.input(kind.shape, kind.dtype)
    }
  }
}

extension Tensor {
  /// The number that every element is; nil where two differ.
  fileprivate var repeatedNumber: Double? {
    guard count > 0 else { return nil }
    let first = self[0]
    for position in 1..<count where self[position].bitPattern != first.bitPattern { return nil }
    return first
  }
}
