/// The nodes of numbers that were used as constants last.
///
/// It keeps nothing alive: whoever asks checks that the node still lives and holds the number.
struct ConstantCache {
  private static let size = 64
  private var nodes = [NodeID](repeating: .none, count: size)

  private static func place(of number: Double) -> Int {
    // The high bits tell 0.1 from 0.01, the low ones 1 from 1.0000001.
    let bits = number.bitPattern
    return Int(truncatingIfNeeded: (bits ^ (bits >> 29) ^ (bits >> 52)) & UInt64(size - 1))
  }

  func candidate(for number: Double) -> NodeID { nodes[Self.place(of: number)] }

  mutating func remember(_ id: NodeID, for number: Double) { nodes[Self.place(of: number)] = id }
}
