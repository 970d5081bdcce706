import Display
import Testing

struct TicksTests {
  @Test(arguments: [
    (0.0...1.0, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (-3.0...3.0, ["-3", "-2", "-1", "0", "1", "2", "3"]),
    (0.0...4.3e9, ["0", "1", "2", "3", "4"]),
    (0.0...2.5e-5, ["0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
  ])
  func ticksStandAtNiceNumbers(range: ClosedRange<Double>, labels: [String]) {
    #expect(Ticks(range, scale: .linear, count: 5).major.map(\.label) == labels)
  }

  @Test func decadesAreWrittenAsPowersWhereTheyAreFar() {
    let ticks = Ticks(1e-8...1, scale: .logarithmic, count: 5)
    #expect(ticks.major.map(\.label) == ["10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰"])
    let near = Ticks(0.1...100, scale: .logarithmic, count: 5)
    #expect(near.major.map(\.label) == ["0.1", "1", "10", "100"])
    #expect(near.minor.contains(20))
  }
}
