public import TensorCore

/// What an operation takes and gives: a plain value, or one that remembers how it was computed.
public enum Operand {
  /// A plain rank-0 float64.
  case number(Double)
  case tensor(Tensor)
  case variable(Variable)

  /// A plain tensor, as a number where it is one.
  public init(_ tensor: Tensor) {
    self = tensor.isScalar && tensor.dtype == .float64 ? .number(tensor.scalar) : .tensor(tensor)
  }

  public var kind: Kind {
    switch self {
    case .number: .number
    case .tensor(let tensor): Kind(tensor.shape, tensor.dtype)
    case .variable(let variable): variable.kind
    }
  }

  public var shape: Shape { kind.shape }
  public var dtype: DType { kind.dtype }

  /// The value without its history.
  public var value: Tensor {
    switch self {
    case .number(let number): Tensor(number)
    case .tensor(let tensor): tensor
    case .variable(let variable): variable.value
    }
  }

  /// The value without its history, as an operand.
  public var plain: Operand {
    if case .variable(let variable) = self { return variable.plain }
    return self
  }

  /// The value for further computation, as a constant to whatever differentiates it.
  public var detached: Operand {
    if case .variable(let variable) = self { return variable.detached }
    return self
  }

  public var variable: Variable? {
    if case .variable(let variable) = self { return variable }
    return nil
  }
}
