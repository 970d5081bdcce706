/// Numbers as the language writes them.
enum NumberSpelling {
  static func text(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// With at most six digits, for messages.
  static func short(_ number: Double) -> String {
    guard number.isFinite, number != 0, abs(number) < 1e6, abs(number) > 1e-6 else {
      return text(number)
    }
    return text((number * 1e6).rounded() / 1e6)
  }

  /// A point of one or more dimensions, for messages: `x = [1, 2]`.
  static func place(_ x: [Double]) -> String {
    let numbers = x.prefix(6).map(short).joined(separator: ", ")
    return x.count == 1 ? "x = \(numbers)" : "x = [\(numbers)\(x.count > 6 ? ", …" : "")]"
  }
}
