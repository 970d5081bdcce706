import TensorCore

/// A node as a rule sees it: something to calculate with, which owns nothing.
///
/// A term is valid until the pass that made it sweeps the graph.
struct Term {
  let graph: Graph
  let id: NodeID

  init(_ graph: Graph, _ id: NodeID) {
    self.graph = graph
    self.id = id
  }

  var kind: Kind { graph.kind(of: id) }
  var shape: Shape { kind.shape }
  var dtype: DType { kind.dtype }
  /// The value, for a rule that depends on it by more than operations.
  var value: Tensor {
    graph.noteReading(of: id)
    return graph.value(of: id)
  }
  /// Whether a derivative could be taken by anything that this was computed from.
  var isDifferentiable: Bool {
    let set = graph.dependencySet(of: id)
    return set != .empty && !graph.isPlainButRecorded(set)
  }

  /// Whether the value is a rank-0 float64.
  var isNumber: Bool { !graph.isTensor(id) }

  /// The result of an operation on this term.
  func applying(_ operation: Operation) throws -> Term {
    Term(graph, try graph.record(operation, id))
  }

  /// The result of an operation on this term and another.
  func applying(_ operation: Operation, _ other: Term) throws -> Term {
    Term(graph, try graph.record(operation, id, other.id))
  }

  /// The result of an operation on this term and others.
  func applying(_ operation: Operation, _ others: Term...) throws -> Term {
    Term(graph, try graph.record(operation, [id] + others.map(\.id)))
  }

  /// A number of this term's element type.
  func constant(_ number: Double) throws -> Term {
    if dtype == .float64 || dtype == .bool {
      return Term(graph, graph.constant(.number(number)))
    }
    return Term(graph, graph.constant(.tensor(try Tensor(number).cast(to: dtype))))
  }

  /// A plain tensor beside this term.
  func constant(_ tensor: Tensor) -> Term { Term(graph, graph.constant(Operand(tensor))) }

  static func + (left: Term, right: Term) throws -> Term { try left.applying(.add, right) }
  static func - (left: Term, right: Term) throws -> Term { try left.applying(.subtract, right) }
  static func * (left: Term, right: Term) throws -> Term { try left.applying(.multiply, right) }
  static func / (left: Term, right: Term) throws -> Term { try left.applying(.divide, right) }
  static prefix func - (term: Term) throws -> Term { try term.applying(.negate) }

  static func + (left: Term, right: Double) throws -> Term { try left + left.constant(right) }
  static func - (left: Double, right: Term) throws -> Term { try right.constant(left) - right }
  static func - (left: Term, right: Double) throws -> Term { try left - left.constant(right) }
  static func * (left: Double, right: Term) throws -> Term { try right.constant(left) * right }
  static func / (left: Double, right: Term) throws -> Term { try right.constant(left) / right }
  static func / (left: Term, right: Double) throws -> Term { try left / left.constant(right) }

  /// The cotangent or tangent `self` times a local derivative; nil where the product is zero throughout.
  func scaled(by derivative: LocalDerivative) throws -> Term? {
    switch derivative {
    case .zero: nil
    case .one: self
    case .minusOne: try -self
    case .term(let factor):
      // The seed of a reverse pass: times one is what it is multiplied with.
      graph.isSeed(id) && factor.shape == .scalar ? factor : try applying(.chain, factor)
    case .absorbing(let factor): try applying(.absorbingProduct, factor)
    }
  }

  /// The sum over what broadcasting repeated, back in the given shape.
  func summed(to target: Shape) throws -> Term {
    shape == target ? self : try applying(.sumTo(target))
  }

  /// The term repeated along new or stretched axes.
  func broadcast(to target: Shape) throws -> Term {
    shape == target ? self : try applying(.broadcast(to: target))
  }

  func reshaped(to target: Shape) throws -> Term {
    shape == target ? self : try applying(.reshape(to: target))
  }

  /// The term in another element type.
  func cast(to target: DType) throws -> Term {
    dtype == target || target == .bool ? self : try applying(.cast(to: target))
  }

  /// Zeros of this term's shape and element type.
  func zeros() throws -> Term {
    constant(try Tensor.filled(0, shape: shape, dtype: dtype == .bool ? .float64 : dtype))
  }
}
