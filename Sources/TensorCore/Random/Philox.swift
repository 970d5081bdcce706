/// The counter-based generator Philox 4×32 with ten rounds.
///
/// - Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011.
package enum Philox {
  private static let rounds = 10

  /// Four words that depend on a counter and a key alone.
  package static func block(
    _ counter: SIMD4<UInt32>,
    key: SIMD2<UInt32>
  ) -> SIMD4<UInt32> {
    var (x, y, z, w) = (counter.x, counter.y, counter.z, counter.w)
    var (first, second) = (key.x, key.y)
    for _ in 0..<rounds {
      let a = x.multipliedFullWidth(by: 0xD251_1F53)
      let b = z.multipliedFullWidth(by: 0xCD9E_8D57)
      (x, y, z, w) = (b.high ^ y ^ first, b.low, a.high ^ w ^ second, a.low)
      // The Weyl sequence of the key: the golden ratio, and the root of 3 minus 1.
      first &+= 0x9E37_79B9
      second &+= 0xBB67_AE85
    }
    return SIMD4(x, y, z, w)
  }
}
