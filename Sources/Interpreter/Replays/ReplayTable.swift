import Autodiff

/// The repeated calls of a session, with their plans; those that served last are kept.
struct ReplayTable {
  private struct Entry {
    let identity: CallIdentity
    let hash: Int
    let replay: Replay
    var lastUse: UInt
    var lastCell: UInt
  }

  private static let limit = 64
  /// How many bytes captured tensors may take that nothing but the table may be holding.
  private static let byteLimit = 64 << 20
  /// For how many cells a call is remembered that does not come again.
  private static let patience: UInt = 8
  /// Few enough to be looked through.
  private var entries: [Entry] = []
  private var useCount: UInt = 0
  private var cellCount: UInt = 0
  private var byteCount = 0

  /// The replay for a call, made where there is none yet.
  mutating func replay(
    for identity: CallIdentity,
    setsParameters: Bool = false,
    in graph: Graph
  ) -> Replay {
    useCount += 1
    let hash = identity.hashValue
    let known = entries.firstIndex { $0.hash == hash && $0.identity == identity }
    if let known {
      entries[known].lastUse = useCount
      entries[known].lastCell = cellCount
      return entries[known].replay
    }
    byteCount += identity.byteCount
    while !entries.isEmpty, entries.count >= Self.limit || byteCount > Self.byteLimit {
      let oldest = entries.indices.min { entries[$0].lastUse < entries[$1].lastUse }
      guard let oldest else { break }
      remove(at: oldest)
    }
    let replay = Replay(graph, setsParameters: setsParameters)
    entries.append(
      Entry(
        identity: identity,
        hash: hash,
        replay: replay,
        lastUse: useCount,
        lastCell: cellCount
      )
    )
    return replay
  }

  /// Forgets what is out of date or has not come again for a while, so that old values are not kept.
  mutating func beginCell() {
    cellCount += 1
    for position in entries.indices.reversed() {
      entries[position].replay.forgetOutdatedPlans()
      if entries[position].lastCell + Self.patience < cellCount { remove(at: position) }
    }
  }

  mutating func removeAll() {
    entries = []
    byteCount = 0
  }

  private mutating func remove(at position: Int) {
    let entry = entries.remove(at: position)
    // Functions may hold the replay still; they make new plans where they need some.
    entry.replay.forgetPlans()
    byteCount -= entry.identity.byteCount
  }
}
