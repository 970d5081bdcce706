import Autodiff

/// The repeated calls of a session, with their plans; those that served last are kept.
struct ReplayTable {
  private static let limit = 64
  private var replays: [CallIdentity: (replay: Replay, lastUse: UInt)] = [:]
  private var useCount: UInt = 0

  /// The replay for a call, made where there is none yet.
  mutating func replay(for identity: CallIdentity, in graph: Graph) -> Replay {
    useCount += 1
    if let known = replays[identity]?.replay {
      replays[identity]?.lastUse = useCount
      return known
    }
    if replays.count >= Self.limit {
      let oldest = replays.min { $0.value.lastUse < $1.value.lastUse }
      if let oldest { replays[oldest.key] = nil }
    }
    let replay = Replay(graph)
    replays[identity] = (replay, useCount)
    return replay
  }

  mutating func removeAll() { replays = [:] }
}
