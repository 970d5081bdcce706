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
  private static let series: [Color] = [
    0x3b_82d6, 0xe2_711d, 0x1a_9641, 0xe0_413b, 0x8b_6fd8, 0xa8_782e, 0xd6_559b, 0x1b_98a6,
  ].map(Color.init)

  static func color(ofSeries position: Int) -> Color { series[position % series.count] }

  static func series(_ position: Int) -> String { color(ofSeries: position).css }
}
