import Jupyter
import Testing

@Suite struct InheritanceTests {
  private static let start = "2026-01-02T03:04:05.600000Z"

  @Test(arguments: [
    ("2026-01-02T03:04:05.590000Z", 0.1, true), ("2026-01-02T03:04:05.610000Z", 0.1, false),
    ("2026-01-02T03:04:05.590000Z", 9, false), ("", 0.1, false),
    ("2026-01-02T03:04:05.590000+00:00", 0.1, false),
  ])
  func onlyWhatIsOlderThanTheProcessWasForAnother(date: String, age: Double, isOld: Bool) {
    let inheritance = Inheritance(processStart: Self.start, now: 100)
    #expect(inheritance.covers(date: date, now: 100 + age) == isOld)
  }

  @Test func nothingIsOldWhereTheStartIsNotKnown() {
    #expect(!Inheritance(processStart: nil, now: 0).covers(date: "2000-01-01T00:00:00Z", now: 0))
  }
}
