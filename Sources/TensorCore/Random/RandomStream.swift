internal import CVectorMath

/// Random numbers that a seed and a position determine, the same on every machine.
///
/// Every number takes one draw of 64 bits: draw `i` is one half of block `i / 2` of Philox keyed by
/// the seed.
public struct RandomStream: Sendable {
  public let seed: UInt64

  /// The number of draws so far; setting it goes back or ahead.
  public var position: UInt64 = 0

  /// The last block computed, by its number.
  private var block: (number: UInt64, words: SIMD4<UInt32>)?

  public init(seed: UInt64) { self.seed = seed }

  /// Numbers from 0 up to but not including 1, multiples of 2⁻⁵³.
  public mutating func uniform(
    count: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try fill(count, interruption, adj_random_uniform)
  }

  /// Numbers of the standard normal distribution: the middles of 2⁵³ intervals of equal probability.
  public mutating func normal(
    count: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try fill(count, interruption, adj_random_normal)
  }

  /// Whole numbers of a range, which must not be empty.
  public mutating func integers(
    in range: Range<Int>,
    count: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    guard !range.isEmpty else {
      throw .value("no whole number from \(range.lowerBound) below \(range.upperBound)", hint: nil)
    }
    let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
    let low = Int64(range.lowerBound)
    return try fill(count, interruption) {
      adj_random_integers($0, $1, $2, low, width, $3, $4)
    }
  }

  /// The numbers from 0 below `count` in random order.
  ///
  /// - Source: Durstenfeld, "Algorithm 235: random permutation", 1964.
  public mutating func permutation(count: Int) throws(TensorError) -> Tensor {
    let result = try Tensor.arange(0, Double(try validated(count)))
    let numbers = UnsafeMutableBufferPointer(start: result.float64, count: count)
    // An interruption takes no draws.
    var stream = self
    for last in stride(from: count - 1, to: 0, by: -1) {
      if last % Self.patience == 0 { try Interruption.current?.check() }
      numbers.swapAt(last, Int(stream.next().multipliedFullWidth(by: UInt64(last + 1)).high))
    }
    self = stream
    withExtendedLifetime(result) {}
    return result
  }

  /// The exchanges between two looks for an interruption: a millisecond or two.
  private static let patience = 1 << 14

  /// The next draw of 64 bits.
  public mutating func next() -> UInt64 {
    let number = position / 2
    let words: SIMD4<UInt32>
    if let block, block.number == number {
      words = block.words
    } else {
      let counter = SIMD4(UInt32(truncatingIfNeeded: number), UInt32(number >> 32), 0, 0)
      let key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(seed >> 32))
      words = Philox.block(counter, key: key)
      block = (number, words)
    }
    let half = position % 2 == 0 ? words.lowHalf : words.highHalf
    position &+= 1
    return UInt64(half.y) << 32 | UInt64(half.x)
  }

  /// The next numbers, one for each draw, which several threads make.
  private mutating func fill(
    _ count: Int,
    _ interruption: Interruption?,
    _ write: (OpaquePointer?, UInt64, UInt64, UnsafeMutablePointer<Double>?, Int) -> Void
  ) throws(TensorError) -> Tensor {
    let result = try Tensor(unfilled: [try validated(count)], .float64)
    let kernels = InstructionSet.current.kernels
    let (seed, position) = (seed, position)
    try Workers.split(count, grain: Workers.grain(8), interruption) { part in
      let start = part.lowerBound
      write(kernels, seed, position &+ UInt64(start), result.float64 + start, part.count)
    }
    self.position = position &+ UInt64(count)
    result.isKnownFinite = true
    return result
  }

  private func validated(_ count: Int) throws(TensorError) -> Int {
    if count >= 0 { return count }
    throw .value("a count cannot be negative: \(count)", hint: nil)
  }
}
