#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The time now, in UTC, as ISO 8601 with microseconds: `2026-01-31T23:59:59.000001Z`.
package func timestamp() -> String {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return timestamp(seconds: Int(time.tv_sec), microseconds: Int(time.tv_nsec) / 1000)
}

/// A moment, in seconds since 1970, as ISO 8601.
///
/// Civil date from days: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
package func timestamp(seconds: Int, microseconds: Int) -> String {
  let days = seconds / 86_400
  let shifted = days + 719_468
  let era = shifted / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  let time = seconds - days * 86_400
  // Every message carries one: digits into bytes, without a string for each part.
  var text: [UInt8] = []
  text.reserveCapacity(27)
  text.append(year, width: 4)
  text.append(month, width: 2, after: "-")
  text.append(day, width: 2, after: "-")
  text.append(time / 3600, width: 2, after: "T")
  text.append(time / 60 % 60, width: 2, after: ":")
  text.append(time % 60, width: 2, after: ":")
  text.append(microseconds, width: 6, after: ".")
  text.append(UInt8(ascii: "Z"))
  return String(decoding: text, as: UTF8.self)
}

extension [UInt8] {
  /// Adds a number that is not negative, with leading zeros up to `width` digits.
  fileprivate mutating func append(
    _ number: Int,
    width: Int,
    after separator: Unicode.Scalar? = nil
  ) {
    if let separator { append(UInt8(ascii: separator)) }
    var unit = 1
    for _ in 1..<width { unit *= 10 }
    while number / unit >= 10 { unit *= 10 }
    while unit > 0 {
      append(UInt8(ascii: "0") + UInt8(number / unit % 10))
      unit /= 10
    }
  }
}

/// Seconds on a clock that never jumps.
package func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// A name that no other kernel has: 128 random bits as hexadecimal digits.
package func freshIdentifier() -> String {
  var generator = SystemRandomNumberGenerator()
  return (0..<2)
    .map { _ in String(generator.next() as UInt64, radix: 16) }
    .map { String(repeating: "0", count: 16 - $0.count) + $0 }
    .joined()
}
