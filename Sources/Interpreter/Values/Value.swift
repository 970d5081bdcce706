public import Autodiff
public import TensorCore

/// A value of the language, at most 16 bytes wide, so that a number is never boxed.
public enum Value {
  case number(Double)
  case bool(Bool)
  /// Plain data of any rank; a rank-0 `float64` is a `number`.
  case tensor(Tensor)
  /// A node of the graph: a value that remembers how it was computed.
  case variable(Variable)
  /// A named leaf with identity, made by `param`.
  case parameter(Autodiff.Parameter)
  /// The lecture's xᵀ; every operation but `@` and assignment sees the tensor `(1, n)`.
  indirect case row(Row)
  case string(Text)
  case tuple(Tuple)
  case record(Record)
  indirect case range(WholeRange)
  case function(Function)
  /// Anything that knows how to show itself: plots, graphs, tables, explanations.
  indirect case object(any ValueObject)
  case none
  /// What a local slot holds before the first assignment; a program never sees it.
  case unassigned

  public static func string(_ string: String) -> Value { .string(Text(string)) }

  /// A truth value for a Boolean rank-0 tensor, a number for a `float64` one, else the tensor.
  public init(_ tensor: Tensor) {
    guard tensor.isScalar else {
      self = .tensor(tensor)
      return
    }
    switch tensor.dtype {
    case .float64: self = .number(tensor.scalar)
    case .bool: self = .bool(tensor.scalar != 0)
    case .float32: self = .tensor(tensor)
    }
  }

  /// What the value is, as messages say it: `a number`, `a tensor of shape (2, 3)`.
  public var described: String {
    switch self {
    case .number: "a number"
    case .bool: "a bool"
    case .tensor(let tensor): Value.described(shape: tensor.shape)
    case .variable(let variable): Value.described(shape: variable.shape)
    case .parameter(let parameter):
      parameter.variable.shape.rank == 0
        ? "a parameter" : "a parameter of shape \(parameter.variable.shape)"
    case .row(let row): "a row of \(row.vector.shape.count)"
    case .string: "a string"
    case .tuple(let tuple): "a tuple of \(tuple.elements.count)"
    case .record: "a record"
    case .range: "a range"
    case .function(let function): "a \(function.kind)"
    case .object(let object): object.described
    case .none, .unassigned: "none"
    }
  }

  /// The kind of value, as `%who` and completion list it: `number`, `tensor (2, 3)`.
  public var typeName: String {
    switch self {
    case .number: "number"
    case .bool: "bool"
    case .tensor(let tensor): "tensor \(tensor.shape)"
    case .variable(let variable): variable.shape.rank == 0 ? "number" : "tensor \(variable.shape)"
    case .parameter(let parameter): "parameter \(parameter.variable.shape)"
    case .row: "row"
    case .string: "string"
    case .tuple: "tuple"
    case .record: "record"
    case .range: "range"
    case .function(let function): function.kind
    case .object(let object): object.typeName
    case .none, .unassigned: "none"
    }
  }

  /// How many containers stand around the innermost value.
  var depth: Int {
    switch self {
    case .tuple(let tuple): tuple.depth
    case .record(let record): record.depth
    case .function(let function): function.depth
    default: 0
    }
  }

  private static func described(shape: Shape) -> String {
    shape.rank == 0 ? "a number" : "a tensor of shape \(shape)"
  }
}

/// A vector written as xᵀ.
public struct Row {
  /// The vector, of rank 1.
  public let vector: Operand

  public init(_ vector: Operand) {
    self.vector = vector
  }
}
