import TensorCore
import Testing

@Suite struct RandomStreamTests {
  /// The known answers that come with the authors' library Random123.
  private static let vectors: [(SIMD4<UInt32>, SIMD2<UInt32>, SIMD4<UInt32>)] = [
    (
      SIMD4(0, 0, 0, 0), SIMD2(0, 0),
      SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
    ),
    (
      SIMD4(repeating: .max), SIMD2(repeating: .max),
      SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
    ),
    (
      SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      SIMD2(0xa409_3822, 0x299f_31d0),
      SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
    ),
  ]

  @Test(arguments: vectors)
  func philoxGivesThePublishedWords(
    counter: SIMD4<UInt32>,
    key: SIMD2<UInt32>,
    expected: SIMD4<UInt32>
  ) { #expect(Philox.block(counter, key: key) == expected) }

  @Test func theFirstDrawsAreTheFirstBlock() {
    var stream = RandomStream(seed: 0)
    #expect(stream.next() == 0xe169_c58d_6627_e8d5)
    #expect(stream.next() == 0x9b00_dbd8_bc57_ac4c)
    #expect(stream.position == 2)
  }

  @Test func aPositionCanBeGoneBackTo() throws {
    var stream = RandomStream(seed: 7)
    _ = try stream.uniform(count: 5)
    let position = stream.position
    let first = try stream.normal(count: 4)
    stream.position = position
    #expect(try stream.normal(count: 4).isIdentical(to: first))
  }

  @Test func seedsDiffer() throws {
    var (a, b) = (RandomStream(seed: 1), RandomStream(seed: 1 << 32))
    #expect(try !a.uniform(count: 4).isIdentical(to: b.uniform(count: 4)))
  }

  @Test func uniformsHaveTheirMoments() throws {
    var stream = RandomStream(seed: 3)
    let x = try stream.uniform(count: 100_000)
    #expect(x.values.allSatisfy { $0 >= 0 && $0 < 1 })
    // Five standard deviations of the mean and of the mean square.
    #expect(abs(try x.sum().scalar / 100_000 - 0.5) < 5 * 0.2887 / 316)
    let squares = try UnaryKernel.square.apply(to: x).sum().scalar / 100_000
    #expect(abs(squares - 1.0 / 3) < 5 * 0.2981 / 316)
  }

  @Test func normalsHaveTheirMoments() throws {
    var stream = RandomStream(seed: 4)
    let x = try stream.normal(count: 100_000)
    let square = try UnaryKernel.square.apply(to: x)
    let fourth = try UnaryKernel.square.apply(to: square).sum().scalar / 100_000
    #expect(abs(try x.sum().scalar / 100_000) < 5.0 / 316)
    #expect(abs(try square.sum().scalar / 100_000 - 1) < 5 * 1.4143 / 316)
    #expect(abs(fourth - 3) < 5 * 9.8 / 316)
  }

  /// Probabilities and quantiles to 40 digits, rounded once (mpmath 1.3).
  private static let quantiles: [(Double, Double)] = [
    (1e-300, -37.0470962993612), (1e-20, -9.262340089798407), (1e-09, -5.9978070150076865),
    (0.001, -3.0902323061678136), (0.02425, -1.972961051311885), (0.075, -1.439531470938456),
    (0.1, -1.2815515655446004), (0.25, -0.6744897501960817), (0.4, -0.2533471031357997),
    (0.4999, -0.00025066283008800747), (0.5, 0), (0, -.infinity),
  ]

  @Test(arguments: quantiles)
  func quantilesAreAccurate(p: Double, expected: Double) {
    let quantile = normalQuantile(p)
    #expect(quantile == expected || abs(quantile / expected - 1) < 4e-16)
  }

  @Test func integersFillTheirRange() throws {
    var stream = RandomStream(seed: 5)
    let x = try stream.integers(in: -2..<3, count: 10_000).values
    for value in -2..<3 {
      let share = Double(x.filter { $0 == Double(value) }.count) / 10_000
      #expect(abs(share - 0.2) < 5 * 0.4 / 100)
    }
    #expect(throws: TensorError.value("no whole number from 3 below 3", hint: nil)) {
      try stream.integers(in: 3..<3, count: 1)
    }
  }

  @Test func aPermutationHasEveryNumberOnce() throws {
    var stream = RandomStream(seed: 6)
    let x = try stream.permutation(count: 100).values
    #expect(x != (0..<100).map(Double.init))
    #expect(x.sorted() == (0..<100).map(Double.init))
    #expect(try stream.permutation(count: 0).shape == [0])
  }

  @Test func aNegativeCountIsAnError() {
    var stream = RandomStream(seed: 0)
    #expect(throws: TensorError.value("a count cannot be negative: -1", hint: nil)) {
      try stream.normal(count: -1)
    }
  }
}
