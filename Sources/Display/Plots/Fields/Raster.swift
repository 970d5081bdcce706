/// A picture of few colours: the cells of a heat map, the regions of a classifier.
struct Raster {
  /// A colour on the page and a sign in a console.
  struct Tone {
    let color: Color
    var opacity = 1.0
    let sign: Character
  }

  let columns: Int
  let rows: Int
  /// A place among the tones for each cell, row by row from the top of the page.
  let cells: [UInt8]
  let tones: [Tone]
  /// Whether cells blend into each other, as samples of something continuous do.
  var isSmooth = false

  func tone(column: Int, row: Int) -> Tone { tones[Int(cells[row * columns + column])] }

  /// At most `limit` columns and rows, each cell the first of those it stands for.
  func thinned(to limit: Int) -> Raster {
    let step = max(1, (max(columns, rows) + limit - 1) / limit)
    guard step > 1 else { return self }
    let (keptColumns, keptRows) = ((columns + step - 1) / step, (rows + step - 1) / step)
    let kept = (0..<keptRows).flatMap { row in
      (0..<keptColumns).map { cells[row * step * columns + $0 * step] }
    }
    return Raster(
      columns: keptColumns,
      rows: keptRows,
      cells: kept,
      tones: tones,
      isSmooth: isSmooth
    )
  }
}

extension Raster {
  /// The picture between two corners: a rectangle for each run of few cells, else an image.
  func svg(in area: Rectangle) -> [SVGElement] {
    guard columns > 0, rows > 0 else { return [] }
    return cells.count <= Self.mostRectangles && !isSmooth
      ? rectangles(in: area) : [image(in: area)]
  }

  private static let mostRectangles = 400

  private func rectangles(in area: Rectangle) -> [SVGElement] {
    let (width, height) = (area.width / Double(columns), area.height / Double(rows))
    return (0..<rows).flatMap { row in
      (0..<columns).compactMap { column -> SVGElement? in
        let tone = tone(column: column, row: row)
        guard tone.opacity > 0 else { return nil }
        let cell = Rectangle(
          minX: area.minX + Double(column) * width,
          minY: area.minY + Double(row) * height,
          width: width,
          height: height
        )
        let fade = tone.opacity < 1 ? [("fill-opacity", coordinate(tone.opacity))] : []
        return .rectangle(cell, corner: 0, fill(tone) + fade)
      }
    }
  }

  private func fill(_ tone: Tone) -> [(String, String)] {
    // Without seams between neighbours.
    [("fill", tone.color.css), ("stroke", "none"), ("shape-rendering", "crispEdges")]
  }

  private func image(in area: Rectangle) -> SVGElement {
    let picture = PNG(
      columns: columns,
      rows: rows,
      pixels: cells,
      palette: tones.map { ($0.color, $0.opacity) }
    )
    let place = [
      ("x", area.minX), ("y", area.minY), ("width", area.width), ("height", area.height),
    ].map { ($0.0, coordinate($0.1)) }
    let rendering = isSmooth ? [] : [("style", "image-rendering:pixelated")]
    return .element(
      "image",
      place + [("preserveAspectRatio", "none")] + rendering + [("href", picture.dataURI)],
      []
    )
  }
}
