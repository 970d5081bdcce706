/// Small grey images side by side: digits, learned filters.
public struct ImageSheet: Sendable {
  /// One image, its first row at the top.
  public struct Tile: Sendable {
    public let grid: Grid
    /// What stands below it; empty for nothing.
    public let name: String

    public init(_ grid: Grid, name: String = "") {
      self.grid = grid
      self.name = name
    }
  }

  public let tiles: [Tile]
  /// How many stand in a row.
  public let columns: Int
  public let title: String
  /// The width of the whole page, in pixels.
  public let width: Int
  /// Whether each tile goes from its own darkest to its own brightest value.
  public let scalesEach: Bool
  /// A remark below, as on what was left out.
  public let note: String

  public init(
    _ tiles: [Tile],
    columns: Int,
    title: String = "",
    width: Int = 480,
    scalesEach: Bool = false,
    note: String = ""
  ) {
    self.tiles = tiles
    self.columns = max(1, min(columns, max(1, tiles.count)))
    self.title = title
    self.width = min(max(width, 60), 4000)
    self.scalesEach = scalesEach
    self.note = note
  }

  private func shading(of tile: Tile) -> Shading {
    let range = scalesEach ? tile.grid.range : common
    return Shading(.grays, range ?? 0...1)
  }

  private var common: ClosedRange<Double>? {
    let ranges = tiles.compactMap(\.grid.range)
    guard let least = ranges.map(\.lowerBound).min(), let greatest = ranges.map(\.upperBound).max()
    else { return nil }
    return least...greatest
  }

  private func raster(_ tile: Tile) -> Raster {
    let shading = shading(of: tile)
    return Raster(
      columns: tile.grid.xs.count,
      rows: tile.grid.ys.count,
      cells: tile.grid.values.map(shading.index),
      tones: shading.tones
    )
  }

  private var hasNames: Bool { tiles.contains { !$0.name.isEmpty } }
}

extension ImageSheet: Displayable {
  public var bundle: MIMEBundle { MIMEBundle(plainText: text, [.init(.svg, svg)]) }

  /// The images in rows, pixels kept square.
  public var svg: String {
    let gap = 6.0
    let pitch = (Double(width) - gap) / Double(columns)
    let side = max(pitch - gap, 4)
    let shape = tiles.first?.grid
    let ratio = shape.map { Double($0.ys.count) / Double(max(1, $0.xs.count)) } ?? 1
    let tall = side * ratio
    let rowHeight = tall + gap + (hasNames ? 16 : 0)
    let top = title.isEmpty ? gap : 32
    let rows = (tiles.count + columns - 1) / columns
    var content = tiles.enumerated().flatMap { index, tile -> [SVGElement] in
      let area = Rectangle(
        minX: gap + Double(index % columns) * pitch,
        minY: top + Double(index / columns) * rowHeight,
        width: side,
        height: tall
      )
      let name = Point(x: area.center.x, y: area.maxY + 12)
      let label =
        tile.name.isEmpty ? [] : [SVGElement.label(tile.name, at: name, .middle, class: "tick")]
      return raster(tile).thinned(to: 512).svg(in: area)
        + [.rectangle(area, corner: 0, [("class", "rim")])] + label
    }
    if !title.isEmpty {
      let place = Point(x: Double(width) / 2, y: 20)
      content.append(.label(title, at: place, .middle, class: "title"))
    }
    let bottom = top + Double(rows) * rowHeight
    if !note.isEmpty {
      content.append(.label(note, at: Point(x: gap, y: bottom + 12), class: "tick"))
    }
    return SVGDocument(
      width: Double(width),
      height: max(bottom + (note.isEmpty ? 0 : 18), 20),
      title: title.isEmpty ? (tiles.count == 1 ? "image" : "\(tiles.count) images") : title,
      style: [
        (".rim", "fill:none;stroke:currentColor;stroke-opacity:.4"),
        (".tick", "fill:currentColor;font-size:11px;fill-opacity:.85"),
        (".title", "fill:currentColor;font-size:14px;font-weight:600"),
      ],
      content: content
    ).xml
  }

  /// The images in shades, as many side by side as a console has room for.
  public var text: String {
    let pixelWidth = 2
    let tileWidth = tiles.map { min($0.grid.xs.count, 30) * pixelWidth }.max() ?? 1
    let across = max(1, min(columns, 66 / (tileWidth + 2)))
    var lines = title.isEmpty ? [] : [title]
    for start in stride(from: 0, to: tiles.count, by: across) {
      let row = tiles[start..<min(start + across, tiles.count)]
      let pictures = row.map { shaded(raster($0).thinned(to: 30), pixelWidth) }
      let height = pictures.map(\.count).max() ?? 0
      for line in 0..<height {
        let parts = pictures.map { padded(line < $0.count ? $0[line] : "", to: tileWidth) }
        lines.append(parts.joined(separator: "  "))
      }
      if hasNames {
        lines.append(row.map { padded($0.name, to: tileWidth) }.joined(separator: "  "))
      }
      lines.append("")
    }
    if lines.last == "" { lines.removeLast() }
    if !note.isEmpty { lines.append(note) }
    return lines.map(withoutTrailingSpaces).joined(separator: "\n")
  }

  private func shaded(_ raster: Raster, _ pixelWidth: Int) -> [String] {
    (0..<raster.rows).map { row in
      (0..<raster.columns).map { column in
        String(repeating: raster.tone(column: column, row: row).sign, count: pixelWidth)
      }.joined()
    }
  }
}
