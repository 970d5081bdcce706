/// Numbers and strings as JSON writes them, with every digit a number needs to be read back.
public enum JSONText {
  /// The shortest decimal that reads back as this number; `"nan"`, `"inf"`, `"-inf"` in quotes.
  public static func number(_ number: Double) -> String {
    guard number.isFinite else { return "\"\(nonFiniteText(number))\"" }
    return wholeText(number) ?? withoutPointZero(number.description)
  }

  /// The shortest decimal that reads back as this single-precision number.
  public static func number(_ number: Float) -> String {
    guard number.isFinite else { return "\"\(nonFiniteText(Double(number)))\"" }
    return wholeText(Double(number)) ?? withoutPointZero(number.description)
  }

  /// A quoted string with what JSON wants escaped.
  public static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<" ": result += controlEscape(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func controlEscape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }

  private static func withoutPointZero(_ digits: String) -> String {
    digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }
}
