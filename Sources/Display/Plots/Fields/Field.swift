extension Plot {
  /// What fills the box of a plot below its series: a gridded function or a matrix.
  public struct Field: Sendable {
    public let mark: FieldMark
    public let grid: Grid
    /// The values at which lines are drawn, in order.
    public let levels: [Double]

    public init(_ mark: FieldMark, _ grid: Grid, levels: [Double] = []) {
      self.mark = mark
      self.grid = grid
      self.levels = levels.sorted()
    }
  }
}

/// A way to draw a field, as contour lines or as coloured cells, say.
///
/// Like a `Mark`, it says where the ink goes, and every rendering puts it there. A new one is a
/// file beside this one and a line in `AllFieldMarks.swift`.
public struct FieldMark: Sendable {
  public let name: String
  /// The ink of a field on a frame; places may lie outside it.
  let ink: @Sendable (_ field: Plot.Field, _ frame: PlotFrame) -> [Ink]
}
