/// Exponents as a formula in plain text writes them.
enum Superscript {
  private static let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")

  /// `²` for 2, nothing for 1.
  static func power(_ exponent: Int) -> String {
    guard exponent != 1 else { return "" }
    return String("\(exponent)".compactMap(\.wholeNumberValue).map { digits[$0] })
  }
}
