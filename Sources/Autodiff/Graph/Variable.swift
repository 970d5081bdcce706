public import TensorCore

/// A value that remembers how it was computed: a node of a graph, kept alive by this handle.
public struct Variable {
  let handle: Handle

  init(_ id: NodeID, in graph: Graph) { handle = Handle(id, graph) }

  var id: NodeID { handle.id }
  public var graph: Graph { handle.graph }

  public var kind: Kind { graph.kind(of: id) }
  public var shape: Shape { kind.shape }
  public var dtype: DType { kind.dtype }

  /// The value without its history.
  public var value: Tensor {
    graph.noteReading(of: id)
    return graph.value(of: id)
  }

  /// Whether the value holds neither NaN nor an infinity.
  public var isFinite: Bool { graph.plainOperand(id).isFinite }

  /// Whether the value stands for many, as the row of a batch does: nothing may then depend on which it is.
  public var standsForMany: Bool { graph.isWatched(id) }

  /// Whether a derivative may be taken by a parameter, or by a leaf of a transform, that the value was computed from.
  public var isDifferentiated: Bool { graph.isDifferentiated(id) }

  /// Whether a derivative may be taken by a leaf of a transform that is going on.
  public var isTraced: Bool { graph.isTraced(id) }

  /// The answer to the question that a single bool is; whoever asks depends on it from now on.
  public var answer: Operand {
    graph.noteWatchedReading(of: id)
    return graph.question(id)
  }

  /// The value without its history, as an operand.
  public var plain: Operand {
    graph.noteReading(of: id)
    return graph.plainOperand(id)
  }

  /// The value for further computation, as a constant to whatever differentiates it.
  public var detached: Operand { graph.detached(id) }

  /// Whether the value is plain but for being recorded.
  public var isPlainButRecorded: Bool { graph.isPlainButRecorded(graph.dependencySet(of: id)) }

  /// The name under which the user first kept the value.
  public var name: String? { graph.name(of: id) }

  /// Where in the user's source the value was computed.
  public var origin: UInt32 { graph.origin(of: id) }

  /// Whether both are the same node.
  public func isSame(as other: Variable) -> Bool { id == other.id && graph === other.graph }

  /// Whether the other is an operand of the operation that made this, and not only a constant to it.
  public func isComputed(from other: Variable) -> Bool {
    graph === other.graph && graph.inputs(of: id).contains(other.id)
  }

  /// Gives the value a name for drawings and explanations; the first name stays.
  public func named(_ name: String) { graph.setName(name, of: id) }
}

/// The one owner of a reference to a node; releases it when the last copy goes.
final class Handle {
  let id: NodeID
  /// Not counted: a graph keeps itself alive while it has handles.
  private let owner: Unmanaged<Graph>

  init(_ id: NodeID, _ graph: Graph) {
    self.id = id
    owner = .passUnretained(graph)
    graph.retain(id)
  }

  var graph: Graph { owner.takeUnretainedValue() }

  deinit { owner._withUnsafeGuaranteedRef { $0.release(id) } }
}
