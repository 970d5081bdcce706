import Autodiff

/// The repeated calls of a session, with their plans; those that served last are kept.
struct ReplayTable {
  private struct Entry {
    let replay: Replay
    var lastUse: UInt
    var lastCell: UInt
  }

  private static let limit = 64
  /// How many bytes captured tensors may take that nothing but the table may be holding.
  private static let byteLimit = 64 << 20
  /// For how many cells a call is remembered that does not come again.
  private static let patience: UInt = 8
  private var entries: [CallIdentity: Entry] = [:]
  private var useCount: UInt = 0
  private var cellCount: UInt = 0
  private var byteCount = 0

  /// The replay for a call, made where there is none yet.
  mutating func replay(for identity: CallIdentity, in graph: Graph) -> Replay {
    useCount += 1
    if let known = entries[identity]?.replay {
      entries[identity]?.lastUse = useCount
      entries[identity]?.lastCell = cellCount
      return known
    }
    byteCount += identity.byteCount
    while !entries.isEmpty, entries.count >= Self.limit || byteCount > Self.byteLimit {
      guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { break }
      remove(oldest.key)
    }
    let replay = Replay(graph)
    entries[identity] = Entry(replay: replay, lastUse: useCount, lastCell: cellCount)
    return replay
  }

  /// Forgets what is out of date or has not come again for a while, so that old values are not kept.
  mutating func beginCell() {
    cellCount += 1
    for (identity, entry) in entries {
      entry.replay.forgetOutdatedPlans()
      if entry.lastCell + Self.patience < cellCount { remove(identity) }
    }
  }

  mutating func removeAll() {
    entries = [:]
    byteCount = 0
  }

  private mutating func remove(_ identity: CallIdentity) {
    // Functions may hold the replay still; they make new plans where they need some.
    entries.removeValue(forKey: identity)?.replay.forgetPlans()
    byteCount -= identity.byteCount
  }
}
