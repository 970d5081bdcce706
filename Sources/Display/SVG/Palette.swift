/// Colours with a contrast of at least 3:1 against white and against #111 alike.
///
/// Front ends give a drawing no sure sign of the page it stands on, so hues stay in the middle of
/// the range of lightness. Text and axes take the page's own colour instead.
enum Palette {
  /// Forward values, the lecture's green.
  static let value = "#1a9641"
  /// Adjoints, the lecture's red.
  static let adjoint = "#e0413b"
  static let parameter = "#3b82d6"
  static let input = "#c98a0b"
  static let output = "#8b6fd8"
  /// What stands back: constants, edges, grid lines.
  static let muted = "#7f868f"

  /// The colours of series, in order; the ninth is the first again.
  static let series = [
    "#3b82d6", "#e2711d", "#1a9641", "#e0413b", "#8b6fd8", "#a8782e", "#d6559b", "#1b98a6",
  ]

  static func series(_ position: Int) -> String { series[position % series.count] }
}
