import Autodiff

/// A pass of a loop while it is being recorded: what its names stand for, and what it appends to lists.
final class RecordedPass {
  private let cells: Set<ObjectIdentifier>
  private let lists: [Place]
  /// The call in which the loop runs.
  private let depth: Int
  private(set) var appended: [(node: AppendingNode, value: Value)] = []

  init(_ names: [LoopPasses.Name], _ frame: borrowing Frame) {
    cells = Set(
      names.compactMap { name in
        if case .global(let cell) = name.place { ObjectIdentifier(cell) } else { nil }
      }
    )
    lists = names.filter { $0.use == .lengthened }.map(\.place)
    depth = frame.depth
  }

  /// Whether a name of the session is one that the pass works on.
  func carries(_ cell: GlobalCell) -> Bool { cells.contains(ObjectIdentifier(cell)) }

  /// Whether the pass does nothing with a list but lengthen it.
  func lengthens(_ list: Place, _ frame: borrowing Frame) -> Bool {
    frame.depth == depth && lists.contains { $0.isSame(as: list) }
  }

  /// Notes what is appended when the pass is over: numbers, which always can be.
  func append(_ value: Value, by node: AppendingNode, _ graph: Graph) throws {
    let isNumber = value.recorded.map { $0.kind == .number } ?? (value.plainNumber != nil)
    if node.cell.isAssigned || !isNumber { try graph.endRecording() }
    graph.recording?.read(node.cell)
    appended.append((node, value))
  }
}
