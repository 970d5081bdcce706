/// Why a value cannot be written in the format asked for.
public enum TextFormatError: Error, Equatable, Sendable {
  case notWhole(String)
  case notANumber(presentation: Character)

  /// One sentence as the user reads it, without a full stop.
  public var message: String {
    switch self {
    case .notWhole(let number):
      "format `d` wants a whole number, not \(number)"
    case .notANumber(let presentation):
      "format `\(presentation)` wants a number, not a string"
    }
  }
}

/// A format in Python's manner: `[[fill]align][sign][width][,][.digits][d f e g s %]`.
public struct TextFormat: Hashable, Sendable {
  public enum Alignment: Character, Sendable {
    case left = "<"
    case right = ">"
    case center = "^"
  }

  public enum Sign: Character, Sendable {
    case plus = "+"
    case minus = "-"
    case space = " "
  }

  public enum Presentation: Character, Sendable {
    case decimal = "d"
    case fixed = "f"
    case exponent = "e"
    case general = "g"
    case string = "s"
    case percent = "%"
  }

  public let fill: Character
  public let alignment: Alignment?
  public let sign: Sign
  public let width: Int
  public let groupsThousands: Bool
  public let digits: Int?
  public let presentation: Presentation?

  public init(
    fill: Character = " ",
    alignment: Alignment? = nil,
    sign: Sign = .minus,
    width: Int = 0,
    groupsThousands: Bool = false,
    digits: Int? = nil,
    presentation: Presentation? = nil
  ) {
    self.fill = fill
    self.alignment = alignment
    self.sign = sign
    self.width = width
    self.groupsThousands = groupsThousands
    self.digits = digits
    self.presentation = presentation
  }

  /// A number in this format, at the right of its field unless aligned otherwise.
  ///
  /// - Throws: `notWhole` where `d` meets a fraction.
  public func text(
    _ number: Double,
    style: NumberStyle = .standard
  ) throws(TextFormatError) -> String {
    if presentation == .string { return try text(style.text(number)) }
    var magnitude = try unsignedText(number, style: style)
    if groupsThousands { magnitude = groupedByThousands(magnitude) }
    let isNegative = number < 0 && magnitude.contains { ("1"..."9").contains($0) || $0 == "i" }
    return padded(signText(isNegative) + magnitude, by: alignment ?? .right)
  }

  /// A string in this format, at the left of its field unless aligned otherwise.
  ///
  /// - Throws: `notANumber` where the format is one for numbers.
  public func text(_ string: String) throws(TextFormatError) -> String {
    if let presentation, presentation != .string {
      throw .notANumber(presentation: presentation.rawValue)
    }
    let kept = digits.map { String(string.prefix($0)) } ?? string
    return padded(kept, by: alignment ?? .left)
  }

  private func unsignedText(
    _ number: Double,
    style: NumberStyle
  ) throws(TextFormatError) -> String {
    let magnitude = abs(number)
    guard magnitude.isFinite else {
      return nonFiniteText(magnitude) + (presentation == .percent ? "%" : "")
    }
    switch presentation {
    case .decimal:
      guard magnitude == magnitude.rounded(.towardZero) else {
        throw .notWhole(style.text(number))
      }
      return formatted(magnitude, as: .fixed, digits: 0)
    case .fixed: return formatted(magnitude, as: .fixed, digits: digits ?? 6)
    case .exponent: return formatted(magnitude, as: .exponent, digits: digits ?? 6)
    case .general: return formatted(magnitude, as: .general, digits: digits ?? 6)
    case .percent: return formatted(magnitude * 100, as: .fixed, digits: digits ?? 6) + "%"
    case .string, nil:
      guard let digits else { return style.text(magnitude) }
      return formatted(magnitude, as: .general, digits: digits)
    }
  }

  private func signText(_ isNegative: Bool) -> String {
    if isNegative { return "-" }
    return sign == .minus ? "" : String(sign.rawValue)
  }

  private func padded(_ text: String, by alignment: Alignment) -> String {
    guard width > 0 else { return text }
    let missing = width - displayWidth(text)
    guard missing > 0 else { return text }
    let left =
      switch alignment {
      case .left: 0
      case .right: missing
      case .center: missing / 2
      }
    return String(repeating: fill, count: left) + text
      + String(repeating: fill, count: missing - left)
  }
}

/// Puts a comma between each three digits before the point.
private func groupedByThousands(_ magnitude: String) -> String {
  let whole = magnitude.prefix { $0.isNumber }
  var grouped = ""
  for (position, digit) in whole.enumerated() {
    if position > 0, (whole.count - position).isMultiple(of: 3) { grouped.append(",") }
    grouped.append(digit)
  }
  return grouped + magnitude.dropFirst(whole.count)
}
