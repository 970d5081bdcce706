/// How texts within the box of a plot are set: in the font of a page or in a console's cells.
enum Lettering {
  case page
  case cells

  static let fontSize = 10.0

  /// The width and height of a text, in the units of the frame.
  func size(of text: String) -> (width: Double, height: Double) {
    switch self {
    case .page: (estimatedWidth(text, fontSize: Self.fontSize), Self.fontSize)
    // A cell is two dots wide and four high.
    case .cells: (Double(displayWidth(text)) * 2, 4)
    }
  }

  /// The room a text keeps to what is beside it.
  var gap: Double { self == .page ? 3 : 1 }

  /// The distance of two lines of text.
  var lineHeight: Double { self == .page ? 13 : 4 }

  /// Whether texts can be turned.
  var turns: Bool { self == .page }

  /// A distance that is not seen.
  var precision: Double { self == .page ? 0.15 : 0.3 }
}
