extension FormatSpecification {
  /// The widest field and the most digits a format may ask for.
  private static let largestCount = 1_000

  /// The format that a text spells, nil where it spells none.
  public init?(parsing text: String) {
    var rest = text[...]
    var fill: Character = " "
    var alignment: Alignment?
    if let second = rest.dropFirst().first, let found = Alignment(rawValue: second) {
      fill = rest.removeFirst()
      alignment = found
      rest.removeFirst()
    } else if let first = rest.first, let found = Alignment(rawValue: first) {
      alignment = found
      rest.removeFirst()
    }
    let sign = rest.first.flatMap(Sign.init(rawValue:))
    if sign != nil { rest.removeFirst() }
    // As in Python, a width that begins with 0 fills numbers with zeros behind their sign.
    if rest.first == "0", alignment == nil { fill = "0" }
    guard let width = Self.takeCount(&rest) else { return nil }
    let groupsThousands = rest.first == ","
    if groupsThousands { rest.removeFirst() }
    var digits: Int?
    if rest.first == "." {
      rest.removeFirst()
      guard let count = Self.takeCount(&rest), let count else { return nil }
      digits = count
    }
    let presentation = rest.first.flatMap(Presentation.init(rawValue:))
    if presentation != nil { rest.removeFirst() }
    guard rest.isEmpty else { return nil }
    if presentation == .decimal, digits != nil { return nil }
    if presentation == .string, groupsThousands || sign != nil { return nil }
    self.init(
      fill: fill,
      alignment: alignment,
      sign: sign,
      width: width,
      groupsThousands: groupsThousands,
      digits: digits,
      presentation: presentation
    )
  }

  /// Takes digits off the front: nothing where there are none, nil where the number is too large.
  private static func takeCount(_ rest: inout Substring) -> Int?? {
    let digits = rest.prefix { $0.isASCII && $0.isWholeNumber }
    rest = rest.dropFirst(digits.count)
    if digits.isEmpty { return .some(nil) }
    guard let count = Int(digits), count <= largestCount else { return nil }
    return .some(count)
  }
}
