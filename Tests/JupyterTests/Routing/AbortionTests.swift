import Jupyter
import Testing

private let abortion = Abortion(
  lastPlace: 5,
  requestDate: "2026-01-01T00:00:01.000000Z",
  failureDate: "2026-01-01T00:00:03.000000Z",
  now: 100
)

private func check(_ place: Int, _ date: String, _ now: Double, _ expected: Bool) {
  #expect(abortion.covers(place: place, date: date, now: now) == expected)
}

@Test func queuedRequestsAreCovered() {
  check(5, "", 200, true)
  check(6, "", 100, false)
}

@Test func requestsOnTheirWayAreCoveredForAMoment() {
  check(6, "2026-01-01T00:00:02.000Z", 100.4, true)
  check(6, "2026-01-01T00:00:02.000Z", 100.6, false)
  check(6, "2026-01-01T00:00:03.100Z", 100.4, false)
}

@Test func datesThatCannotBeComparedDoNotCount() {
  check(6, "2026-01-01T00:00:02.000+02:00", 100.1, false)
  check(6, "2026-01-01T00:00:01.000000Z", 100.1, false)
}
