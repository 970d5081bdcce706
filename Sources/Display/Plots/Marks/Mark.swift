/// A way to draw a series, as a line or as points, say.
///
/// A mark says where the ink goes; the SVG and the text rendering both put it there. A new one is a
/// file beside this one and a line in `AllMarks.swift`.
public struct Mark: Sendable {
  public let name: String
  /// Whether shapes reach beyond their points, so that axes leave room at both ends.
  let needsRoom: Bool
  /// Whether shapes stand on the line y = 0, which then has to be in sight.
  let standsOnZero: Bool
  /// How the legend shows it.
  let swatch: Swatch
  /// The ink of a series on a frame; places may lie outside it.
  let ink: @Sendable (_ series: Plot.Series, _ frame: PlotFrame) -> [Ink]
}

/// The sign of a mark in a legend.
enum Swatch {
  case line, dot, box, spot
}
