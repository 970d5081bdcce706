/// Which requests a failed cell takes with it: those that were sent before anybody could know that it failed.
///
/// All that has reached the kernel by the failure counts as queued. A fast kernel fails before the rest of a
/// front end's "Run All" has even arrived, so for a moment the dates in the headers decide as well: what was
/// made after the failed request and before its failure was on its way. Clients whose clocks differ lose
/// nothing by that, since it ends long before a person can answer.
package struct Abortion: Sendable {
  /// Seconds after a failure in which dates count.
  static let grace = 0.5

  private let lastPlace: Int
  private let requestDate: String
  private let failureDate: String
  private let end: Double

  /// - Parameters:
  ///   - lastPlace: The place of the last queued request.
  ///   - requestDate: The date in the header of the failed request.
  ///   - failureDate: When it failed, as ISO 8601 in UTC.
  ///   - now: The same moment in monotonic seconds.
  package init(lastPlace: Int, requestDate: String, failureDate: String, now: Double) {
    self.lastPlace = lastPlace
    self.requestDate = requestDate
    self.failureDate = failureDate
    end = now + Abortion.grace
  }

  /// Whether a request is not to be run any more.
  package func covers(place: Int, date: String, now: Double) -> Bool {
    if place <= lastPlace { return true }
    // ISO 8601 in UTC sorts as text; what is written in another way cannot be compared.
    return now < end && date.hasSuffix("Z") && requestDate.hasSuffix("Z")
      && date > requestDate && date < failureDate
  }
}
