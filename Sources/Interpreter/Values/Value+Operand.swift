public import Autodiff
import TensorCore

extension Value {
  /// A number, tensor or variable as the engine gives it.
  public init(_ operand: Operand) {
    switch operand {
    case .number(let number): self = .number(number)
    case .tensor(let tensor): self.init(tensor)
    case .variable(let variable): self = .variable(variable)
    }
  }

  /// What the engine can compute with; nil for values that are no data.
  ///
  /// - Throws: where a range is too long to be spelled out as a vector.
  public var operand: Operand? {
    get throws {
      switch self {
      case .number(let number): .number(number)
      case .bool(let bool):
        .tensor(try Tensor(values: [bool ? 1 : 0], shape: .scalar, dtype: .bool))
      case .tensor(let tensor): .tensor(tensor)
      case .variable(let variable): .variable(variable)
      case .parameter(let parameter): .variable(parameter.variable)
      case .row(let row): try row.matrix()
      case .range(let range): .tensor(try range.tensor())
      case .string, .tuple, .record, .function, .object, .none, .unassigned: nil
      }
    }
  }

  /// Like `operand`, with a row as the vector it was made from.
  var vectorOrOperand: Operand? {
    get throws {
      if case .row(let row) = self { return row.vector }
      return try operand
    }
  }

  /// The node of the graph that a tensor or number with a history is; nil for everything else.
  var recorded: Variable? {
    if case .variable(let variable) = self { variable } else { nil }
  }

  /// The number a rank-0 value holds, without its history; nil for everything else.
  public var plainNumber: Double? {
    switch self {
    case .number(let number): number
    case .tensor(let tensor): tensor.isScalar ? .some(tensor.scalar) : nil
    case .variable(let variable): variable.shape.rank == 0 ? variable.value.scalar : nil
    case .parameter(let parameter):
      parameter.variable.shape.rank == 0 ? parameter.variable.value.scalar : nil
    default: nil
    }
  }

  /// The number of a rank-0 value that nothing can be differentiated by; nil for everything else.
  var settledNumber: Double? {
    switch self {
    case .number(let number): number
    case .variable(let variable): variable.isPlainButRecorded ? plainNumber : nil
    default: nil
    }
  }

  /// The value without its history, for further computation.
  var detached: Value {
    switch self {
    case .variable(let variable): Value(variable.detached)
    case .parameter(let parameter): Value(parameter.variable.detached)
    case .row(let row): .row(Row(row.vector.detached))
    default: self
    }
  }
}

extension Row {
  /// The tensor `(1, n)` that every operation but `@` sees.
  func matrix() throws -> Operand {
    let shape: Shape = [1, vector.shape.count]
    switch vector {
    case .variable(let variable): return try variable.graph.apply(.reshape(to: shape), vector)
    case .number, .tensor: return .tensor(try vector.value.reshaped(to: shape))
    }
  }
}
