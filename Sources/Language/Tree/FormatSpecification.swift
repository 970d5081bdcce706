/// How an interpolated value is written: `[[fill]align][sign][width][,][.digits][d f e g s %]`.
public struct FormatSpecification: Hashable, Sendable {
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
  public let sign: Sign?
  public let width: Int?
  public let groupsThousands: Bool
  public let digits: Int?
  public let presentation: Presentation?

  public init(
    fill: Character = " ",
    alignment: Alignment? = nil,
    sign: Sign? = nil,
    width: Int? = nil,
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
}
