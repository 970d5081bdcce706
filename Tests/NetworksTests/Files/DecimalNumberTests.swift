import Networks
import Testing

/// Numbers in tables, as `Double(_:)` reads them.
@Suite struct DecimalNumberTests {
  private func read(_ text: String) throws -> Double? {
    var options = CSVOptions()
    options.hasHeader = false
    options.text = .keep
    guard case .tensor(let tensor) = try decodeCSV(Array(text.utf8), options).body else {
      return nil
    }
    return tensor[0]
  }

  @Test(arguments: [
    "0", "-0", "1", "0.1", "5.", ".5", "-.5e+3", "1e22", "1e23", "9007199254740993",
    "9007199254740992.5", "18446744073709551615", "18446744073709551616", "1e-19", "1e19",
    "123456789012345678e-19", "0.30000000000000004", "4.35", "2.2250738585072011e-308", "5e-324",
    "1.7976931348623157e308", "1e400", "1e-400", "00000000000000000000001.5",
    "9999999999999999999", "8.41e21", "0.000000000000000000000000000000000001",
    "1.00000000000000011102230246251565", "123456789012345678901234567890", "-1E+05",
    "7.2057594037927945e16", "1152921504606846977", "9223372036854775807e-3", "1e99999999999999999",
  ]) func nearestIsTaken(_ text: String) throws {
    let wanted = try #require(Double(text))
    #expect(try read(text)?.bitPattern == wanted.bitPattern)
  }

  /// Every count of digits and every power of ten that 128 bits settle, and some beyond.
  @Test func randomNumbersHaveTheBitsOfTheLibrary() throws {
    var random = SeededNumbers(7)
    for _ in 0..<20_000 {
      let digits = random.next() >> (random.next() % 60)
      let text = "\(digits)e\(Int(random.next() % 60) - 30)"
      let wanted = try #require(Double(text))
      #expect(try read(text)?.bitPattern == wanted.bitPattern, "\(text)")
    }
  }

  @Test(arguments: [
    "1e", "e5", ".", "-", "+", "1.2.3", "1e5.5", "--1", "1e+", "0x10", "1_000", "1 2x",
  ])
  func whatIsNoNumberIsText(_ text: String) throws {
    #expect(try read(text) == nil)
  }
}

/// Numbers that are the same in every run.
private struct SeededNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// - Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
