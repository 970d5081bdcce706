/// What rounding leaves of a zero, told from small numbers that mean something.
///
/// A number counts as residue beside others where it is too small to change any of the 15 digits
/// that the largest of them has for certain, and has itself more digits than a person types:
/// `1e-20` was meant, `6.123233995736766e-17` came out of `cos(pi / 2)`.
struct Residue {
  /// What stands for it.
  static let text = "0"

  /// Magnitudes from here on are seen; zero where everything is.
  private let threshold: Double

  /// Residue among these numbers, shown to some significant digits.
  init(among numbers: [Double], precision: Int) {
    let largest = numbers.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 }
    threshold = precision > Self.certainDigits ? 0 : largest * 1e-15
  }

  func contains(_ number: Double) -> Bool {
    guard abs(number) < threshold, number != 0 else { return false }
    // The shortest text that reads back as the same number.
    let digits = "\(abs(number))".prefix { $0 != "e" }.drop { $0 == "0" || $0 == "." }
    return digits.count { $0 != "." } > Self.typedDigits
  }

  /// The decimal digits that every double keeps.
  private static let certainDigits = 15
  private static let typedDigits = 12
}
