/// How numbers are written where the user did not ask for a format of his own.
///
/// Whole numbers are exact and have no point up to 2⁵³; others are written as C's `%g` writes them.
public struct NumberStyle: Hashable, Sendable {
  /// Significant digits, from 1 to 17.
  public let precision: Int

  public init(precision: Int = 6) {
    self.precision = min(max(precision, 1), 17)
  }

  public static let standard = NumberStyle()

  public func text(_ number: Double) -> String {
    guard number.isFinite else { return nonFiniteText(number) }
    if let whole = wholeText(number) { return whole }
    return formatted(number, as: .general, digits: precision)
  }
}

/// The text of a whole number up to 2⁵³, nil for any other.
func wholeText(_ number: Double) -> String? {
  guard number == number.rounded(.towardZero), abs(number) <= 0x1p53 else { return nil }
  return String(Int64(number))
}

func nonFiniteText(_ number: Double) -> String {
  number.isNaN ? "nan" : number < 0 ? "-inf" : "inf"
}
