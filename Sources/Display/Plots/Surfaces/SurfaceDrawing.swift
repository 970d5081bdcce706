/// A gridded function as a surface in space: what is in front hides what is behind it.
public struct SurfaceDrawing: Sendable {
  public let grid: Grid
  public let title: String
  public let xLabel: String
  public let yLabel: String
  public let width: Int
  public let height: Int

  public init(
    _ grid: Grid,
    title: String = "",
    xLabel: String = "x",
    yLabel: String = "y",
    width: Int = 560,
    height: Int = 420
  ) {
    self.grid = grid
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.width = min(max(width, 160), 4000)
    self.height = min(max(height, 120), 4000)
  }

  /// A patch between four neighbouring points of the grid.
  struct Patch {
    let corners: [SurfaceProjection.Corner]
    /// The mean height, from 0 to 1.
    let level: Double
  }

  var zRange: ClosedRange<Double> {
    guard let range = grid.range else { return 0...1 }
    return range.lowerBound < range.upperBound
      ? range : Plot.Scale.linear.padded([range.lowerBound], by: 0)
  }

  /// The patches with finite corners, the farthest first: painter's order.
  func patches(for projection: SurfaceProjection, step: Int = 1) -> [Patch] {
    let columns = Array(stride(from: 0, to: grid.xs.count, by: step))
    let rows = Array(stride(from: 0, to: grid.ys.count, by: step))
    var patches: [(patch: Patch, depth: Double)] = []
    for (row, nextRow) in zip(rows, rows.dropFirst()) {
      for (column, next) in zip(columns, columns.dropFirst()) {
        let corners = [(column, row), (next, row), (next, nextRow), (column, nextRow)]
          .compactMap { corner(column: $0, row: $1) }
        guard corners.count == 4 else { continue }
        let level = corners.reduce(0) { $0 + $1.z } / 4 + 0.5
        let depth = corners.reduce(0) { $0 + projection.depth($1) }
        patches.append((Patch(corners: corners, level: level), depth))
      }
    }
    return patches.enumerated()
      .sorted { ($1.element.depth, $0.offset) < ($0.element.depth, $1.offset) }
      .map(\.element.patch)
  }

  /// A point of the grid in the box; nil where it has no height.
  private func corner(column: Int, row: Int) -> SurfaceProjection.Corner? {
    let value = grid.value(column: column, row: row)
    guard value.isFinite, let z = Plot.Scale.linear.position(of: value, in: zRange) else {
      return nil
    }
    func part(_ index: Int, _ count: Int) -> Double {
      count > 1 ? Double(index) / Double(count - 1) - 0.5 : 0
    }
    return .init(x: part(column, grid.xs.count), y: part(row, grid.ys.count), z: z - 0.5)
  }
}

extension SurfaceDrawing: Displayable {
  public var bundle: MIMEBundle { MIMEBundle(plainText: text, [.init(.svg, svg)]) }
}
