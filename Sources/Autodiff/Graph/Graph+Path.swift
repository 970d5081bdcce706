extension Graph {
  /// The mark of a node that leads to the target; those on the path have their place in it instead.
  private static let reached: Int32 = 1
  fileprivate static let firstPlace: Int32 = 2

  /// The nodes that lie between any of `sources` and `target`, both included, in descending order.
  ///
  /// They stay marked until the next search; `place(of:)` asks for the mark.
  func path(from sources: [NodeID], to target: NodeID) -> [NodeID] {
    unmark()
    guard let lowest = sources.min(), lowest <= target else { return [] }
    let reached = reach(from: target, downTo: lowest)
    markedNodes = reached
    for source in sources where source <= target && mark(of: source) != 0 {
      setMark(source, Self.firstPlace)
    }
    var path: [NodeID] = []
    path.reserveCapacity(reached.count)
    var columns = MarkedColumns(self, reached.last ?? target)
    for id in reached.reversed() {
      columns.enter(id)
      guard columns.mark(of: id) >= Self.firstPlace || leadsOn(id, lowest, columns) else {
        continue
      }
      columns.setMark(id, Self.firstPlace)
      path.append(id)
    }
    path.reverse()
    for (place, id) in path.enumerated() {
      columns.enter(id)
      columns.setMark(id, Self.firstPlace + Int32(place))
    }
    return path
  }

  /// Where a node stands in the path that was searched for last; nil off the path.
  func place(of id: NodeID) -> Int? {
    let mark = mark(of: id)
    return mark >= Self.firstPlace ? Int(mark - Self.firstPlace) : nil
  }

  /// Whether the node lay on the path that was searched for last.
  func isMarked(_ id: NodeID) -> Bool { mark(of: id) >= Self.firstPlace }

  private func leadsOn(_ id: NodeID, _ lowest: NodeID, _ columns: MarkedColumns) -> Bool {
    let node = columns.node(id).pointee
    if recording != nil, isPlainButRecorded(node.dependencies) { return false }
    if node.first == .none {
      return inputs(of: id).contains { $0 >= lowest && isMarked($0) }
    }
    return leads(node.first, lowest, columns)
      || node.second != .none && leads(node.second, lowest, columns)
  }

  @inline(__always)
  private func leads(_ id: NodeID, _ lowest: NodeID, _ columns: MarkedColumns) -> Bool {
    id >= lowest && columns.mark(of: id) >= Self.firstPlace
  }

  fileprivate func mark(of id: NodeID) -> Int32 { segment(id).marks?[id.slot] ?? 0 }

  private func setMark(_ id: NodeID, _ value: Int32) {
    segment(id).preparedMarks()[id.slot] = value
  }

  /// Takes back the marks of the last search, and their memory where it was a long one.
  private func unmark() {
    if markedNodes.count > Segment.capacity {
      for id in markedNodes { segment(at: id.segment)?.removeMarks() }
      markedNodes = []
    } else {
      for id in markedNodes { segment(at: id.segment)?.marks?[id.slot] = 0 }
      markedNodes.removeAll(keepingCapacity: true)
    }
  }

  /// What `target` was made of, down to the id `lowest`, in descending order.
  private func reach(from target: NodeID, downTo lowest: NodeID) -> [NodeID] {
    setMark(target, Self.reached)
    var found: [NodeID] = []
    for index in stride(from: target.segment, through: lowest.segment, by: -1) {
      guard let segment = segment(at: index), let marks = segment.marks else { continue }
      let top = index == target.segment ? target.slot : segment.used - 1
      let bottom = index == lowest.segment ? lowest.slot : 0
      let nodes = segment.nodes
      var slot = top
      while slot >= bottom {
        defer { slot -= 1 }
        guard marks[slot] != 0 else { continue }
        found.append(NodeID(raw: UInt32(index) << Segment.shift | UInt32(slot)))
        let node = nodes + slot
        if recording != nil, isPlainButRecorded(node.pointee.dependencies) { continue }
        let (first, second) = (node.pointee.first, node.pointee.second)
        if first == .none {
          for input in segment.list(slot) where input >= lowest { setMark(input, Self.reached) }
          continue
        }
        if first >= lowest { reach(first, in: index, marks) }
        if second != .none, second >= lowest { reach(second, in: index, marks) }
      }
    }
    return found
  }

  /// Bound: `marks` are those of the segment at `index`.
  @inline(__always)
  private func reach(_ id: NodeID, in index: Int, _ marks: UnsafeMutablePointer<Int32>) {
    if id.segment == index {
      marks[id.slot] = Self.reached
    } else {
      setMark(id, Self.reached)
    }
  }
}

/// Nodes and marks of the segment that a walk over the graph is in.
///
/// Bound: the pointers are those of a segment that outlives the walk.
struct MarkedColumns {
  private let graph: Graph
  private var index: Int
  private var nodes: UnsafeMutablePointer<Node>
  private var marks: UnsafeMutablePointer<Int32>

  init(_ graph: Graph, _ start: NodeID) {
    self.graph = graph
    index = start.segment
    let segment = graph.segment(start)
    (nodes, marks) = (segment.nodes, segment.preparedMarks())
  }

  /// The walk comes to a node.
  @inline(__always)
  mutating func enter(_ id: NodeID) {
    if id.segment == index { return }
    index = id.segment
    let segment = graph.segment(id)
    (nodes, marks) = (segment.nodes, segment.preparedMarks())
  }

  /// A node of the segment that was entered.
  @inline(__always)
  func node(_ id: NodeID) -> UnsafeMutablePointer<Node> { nodes + id.slot }

  /// Where a node stands in the path that was searched for last; nil off the path.
  @inline(__always)
  func place(of id: NodeID) -> Int? {
    let place = mark(of: id) - Graph.firstPlace
    return place >= 0 ? Int(place) : nil
  }

  @inline(__always)
  func mark(of id: NodeID) -> Int32 {
    id.segment == index ? marks[id.slot] : graph.mark(of: id)
  }

  /// Marks a node of the segment that was entered.
  @inline(__always)
  func setMark(_ id: NodeID, _ value: Int32) { marks[id.slot] = value }
}
