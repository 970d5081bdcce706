extension Graph {
  private static let reached: Int32 = 1
  private static let onPath: Int32 = 2

  /// The nodes that lie between any of `sources` and `target`, both included, in descending order.
  ///
  /// They stay marked until the next search; `isMarked` asks for the mark.
  func path(from sources: [NodeID], to target: NodeID) -> [NodeID] {
    unmark()
    guard let lowest = sources.min() else { return [] }
    let reached = reach(from: target, downTo: lowest)
    for source in sources where isReached(source) { mark(source, Self.onPath) }
    for id in reached.reversed() where !isMarked(id) {
      if inputs(of: id).contains(where: { $0 >= lowest && isMarked($0) }) { mark(id, Self.onPath) }
    }
    return reached.filter { isMarked($0) }
  }

  /// Whether the node lay on the path that was searched for last.
  func isMarked(_ id: NodeID) -> Bool { markValue(id) == Self.onPath }

  private func isReached(_ id: NodeID) -> Bool { markValue(id) != 0 }

  private func markValue(_ id: NodeID) -> Int32 { segment(id).marks?[id.slot] ?? 0 }

  private func mark(_ id: NodeID, _ value: Int32) {
    let segment = segment(id)
    if segment.marks == nil { markedSegments.append(id.segment) }
    segment.preparedMarks()[id.slot] = value
  }

  private func unmark() {
    for index in markedSegments { segment(at: index)?.removeMarks() }
    markedSegments.removeAll(keepingCapacity: true)
  }

  /// What `target` was made of, down to the id `lowest`, in descending order.
  private func reach(from target: NodeID, downTo lowest: NodeID) -> [NodeID] {
    mark(target, Self.reached)
    var found: [NodeID] = []
    for index in stride(from: target.segment, through: lowest.segment, by: -1) {
      guard let marks = segment(at: index)?.marks else { continue }
      for slot in stride(from: Segment.capacity - 1, through: 0, by: -1) where marks[slot] != 0 {
        let id = NodeID(raw: UInt32(index) << Segment.shift | UInt32(slot))
        found.append(id)
        let node = node(id).pointee
        if node.first == .none {
          for input in inputs(of: id) where input >= lowest { mark(input, Self.reached) }
          continue
        }
        if node.first >= lowest { mark(node.first, Self.reached) }
        if node.second != .none, node.second >= lowest { mark(node.second, Self.reached) }
      }
    }
    return found
  }
}
