/// The signatures of the latest messages, so that none is obeyed twice.
///
/// Memory is bounded: the oldest is forgotten for the newest, as in Jupyter's own session class.
struct ReplayGuard {
  /// The first 128 bits of a signature are plenty to tell messages apart.
  private struct Digest: Hashable {
    let high: UInt64
    let low: UInt64
  }

  let capacity: Int
  private var known: Set<Digest> = []
  private var ring: [Digest] = []
  private var oldest = 0

  init(capacity: Int) { self.capacity = capacity }

  /// Remembers a signature of hexadecimal digits, false if it is known.
  mutating func insert(_ signature: [UInt8]) -> Bool {
    let digest = Digest(
      high: signature.prefix(16).reduce(0) { $0 << 4 | UInt64(hexadecimalValue($1)) },
      low: signature.dropFirst(16).prefix(16).reduce(0) { $0 << 4 | UInt64(hexadecimalValue($1)) }
    )
    guard known.insert(digest).inserted else { return false }
    if ring.count < capacity {
      ring.append(digest)
    } else {
      known.remove(ring[oldest])
      ring[oldest] = digest
      oldest = (oldest + 1) % capacity
    }
    return true
  }
}

private func hexadecimalValue(_ digit: UInt8) -> UInt8 {
  digit <= UInt8(ascii: "9") ? digit &- UInt8(ascii: "0") : digit &- UInt8(ascii: "a") &+ 10
}
