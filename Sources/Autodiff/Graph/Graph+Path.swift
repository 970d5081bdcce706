extension Graph {
  /// The mark of a node that leads to the target; those on the path have their place in it instead.
  private static let reached: Int32 = 1
  private static let firstPlace: Int32 = 2

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
    for id in reached.reversed() where mark(of: id) >= Self.firstPlace || leadsOn(id, lowest) {
      setMark(id, Self.firstPlace)
      path.append(id)
    }
    path.reverse()
    for (place, id) in path.enumerated() { setMark(id, Self.firstPlace + Int32(place)) }
    return path
  }

  /// Where a node stands in the path that was searched for last; nil off the path.
  func place(of id: NodeID) -> Int? {
    let mark = mark(of: id)
    return mark >= Self.firstPlace ? Int(mark - Self.firstPlace) : nil
  }

  /// Whether the node lay on the path that was searched for last.
  func isMarked(_ id: NodeID) -> Bool { mark(of: id) >= Self.firstPlace }

  private func leadsOn(_ id: NodeID, _ lowest: NodeID) -> Bool {
    let node = node(id).pointee
    if isPlainButRecorded(node.dependencies) { return false }
    if node.first == .none {
      return inputs(of: id).contains { $0 >= lowest && isMarked($0) }
    }
    if node.first >= lowest, isMarked(node.first) { return true }
    return node.second != .none && node.second >= lowest && isMarked(node.second)
  }

  private func mark(of id: NodeID) -> Int32 { segment(id).marks?[id.slot] ?? 0 }

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
      for slot in stride(from: top, through: bottom, by: -1) where marks[slot] != 0 {
        let id = NodeID(raw: UInt32(index) << Segment.shift | UInt32(slot))
        found.append(id)
        let node = segment.nodes[slot]
        if isPlainButRecorded(node.dependencies) { continue }
        if node.first == .none {
          for input in segment.list(slot) where input >= lowest { setMark(input, Self.reached) }
          continue
        }
        if node.first >= lowest { setMark(node.first, Self.reached) }
        if node.second != .none, node.second >= lowest { setMark(node.second, Self.reached) }
      }
    }
    return found
  }
}
