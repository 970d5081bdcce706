extension Plot {
  /// What fills the box of a plot below its series: a gridded function or a matrix.
  public struct Field: Sendable {
    public let mark: FieldMark
    public let grid: Grid
    /// The upward components of a vector field, whose rightward ones are in `grid`.
    public let upward: Grid?
    /// The values at which lines are drawn, in order.
    public let levels: [Double]
    /// How values become colours; nil for marks that need none.
    public let shading: Shading?
    /// What is written into the cells in place of their values, one for each; lines by `\n`.
    public let texts: [String]

    public init(
      _ mark: FieldMark,
      _ grid: Grid,
      upward: Grid? = nil,
      levels: [Double] = [],
      shading: Shading? = nil,
      texts: [String] = []
    ) {
      self.shading = shading
      self.texts = texts
      self.mark = mark
      self.grid = grid
      self.upward = upward
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
  /// Whether nothing of the page shows through, so that grid lines would only disturb.
  var coversBox = false
  /// The ink of a field on a frame; places may lie outside it.
  let ink: @Sendable (_ field: Plot.Field, _ frame: PlotFrame) -> [Ink]
}
