/// Leaves that stand for many values at once, and whether somebody has looked at the one that they hold.
///
/// What follows from such a look (a branch, an index, a text) is right for that one value only.
struct Watches {
  private var readings: [UInt32: Bool] = [:]

  var isEmpty: Bool { readings.isEmpty }

  mutating func begin(_ tag: UInt32) { readings[tag] = false }

  mutating func end(_ tag: UInt32) { readings[tag] = nil }

  /// Whether a value that depends on the leaf was read.
  func isRead(_ tag: UInt32) -> Bool { readings[tag] ?? false }

  fileprivate func contains(_ tag: UInt32) -> Bool { readings[tag] != nil }

  fileprivate mutating func markRead(_ tag: UInt32) {
    if readings[tag] != nil { readings[tag] = true }
  }
}

extension Graph {
  /// Takes down that the value of a node was read by something that is no operation.
  func noteWatchedReading(of id: NodeID) {
    guard !watches.isEmpty else { return }
    for dependency in dependencies[dependencySet(of: id)] { watches.markRead(dependency.tag) }
  }

  /// Whether answers to comparisons stay in the graph: for a plan, or because they differ from row to row.
  public var keepsQuestions: Bool { isRecording || !watches.isEmpty }

  /// Whether somebody may differentiate by what a node was computed from.
  func isDifferentiated(_ id: NodeID) -> Bool {
    dependencies[dependencySet(of: id)].contains {
      $0.isParameter || (activeTags.contains($0.tag) && !watches.contains($0.tag))
    }
  }

  /// How many runs of functions go on by whose leaves somebody may yet differentiate.
  public var differentiatedRuns: Int { activeTags.count { !watches.contains($0) } }

  /// Whether a run of a function that goes on may differentiate by what a node was computed from.
  func isTraced(_ id: NodeID) -> Bool {
    dependencies[dependencySet(of: id)].contains {
      !$0.isParameter && activeTags.contains($0.tag) && !watches.contains($0.tag)
    }
  }

  /// Whether a node depends on a leaf that stands for many values.
  func isWatched(_ id: NodeID) -> Bool {
    guard !watches.isEmpty else { return false }
    return dependencies[dependencySet(of: id)].contains { watches.contains($0.tag) }
  }
}
