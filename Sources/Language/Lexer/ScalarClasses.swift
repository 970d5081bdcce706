/// The parts that scalars play in a text.
enum ScalarClasses {
  /// Whether a name may begin with the scalar: letters of any script, `_` and `∞`.
  static func startsName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return isASCIILetter(UInt8(truncatingIfNeeded: scalar.value)) || scalar == "_"
    }
    if scalar == "∞" { return true }
    return scalar.properties.generalCategory.isLetter && !isRaised(scalar)
  }

  /// Whether a name may go on with the scalar: digits, subscripts and combining marks too.
  static func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return startsName(scalar) || isDigit(UInt8(truncatingIfNeeded: scalar.value))
    }
    if scalar == "∞" || (0x2080...0x2089).contains(scalar.value) { return true }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber: return true
    default: return startsName(scalar)
    }
  }

  /// Whether the scalar is written above the line: superscripts are never part of a name.
  static func isRaised(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xAA, 0xB2, 0xB3, 0xB9, 0xBA, 0x2070...0x207F, 0x02B0...0x02B8, 0x02E0...0x02E4,
      0x1D2C...0x1D61, 0x1D78, 0x1D9B...0x1DBF, 0x2C7D, 0xA69C...0xA69D, 0xA7F8...0xA7F9:
      true
    default: false
    }
  }

  /// The digit, `-` or `n` that a superscript stands for; nil for anything else.
  static func lowered(_ scalar: Unicode.Scalar) -> Character? {
    switch scalar {
    case "⁰": "0"
    case "¹": "1"
    case "²": "2"
    case "³": "3"
    case "⁴": "4"
    case "⁵": "5"
    case "⁶": "6"
    case "⁷": "7"
    case "⁸": "8"
    case "⁹": "9"
    case "⁻": "-"
    case "ⁿ": "n"
    default: nil
    }
  }

  /// Whether the scalar is a space within a line: ASCII blanks and Unicode's space separators.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar.properties.generalCategory == .spaceSeparator
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  static func isASCIILetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}

extension Unicode.GeneralCategory {
  fileprivate var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber:
      true
    default: false
    }
  }
}
