extension FieldMark {
  /// A coloured cell around each number, which is written into it where there is room.
  public static let cells = FieldMark(name: "heat map", coversBox: true) { field, frame in
    guard let area = field.grid.area(on: frame) else { return [] }
    let shading = field.shading ?? Shading(fitting: field.grid.values)
    let (columns, rows) = (field.grid.xs.count, field.grid.ys.count)
    // The first row of a picture is at the top of the page.
    let isUpsideDown = frame.y.start > frame.y.end
    let cells = (0..<rows).flatMap { row in
      let row = isUpsideDown ? rows - 1 - row : row
      return field.grid.values[row * columns..<(row + 1) * columns].map(shading.index)
    }
    let raster = Raster(columns: columns, rows: rows, cells: cells, tones: shading.tones)
    return [.raster(raster, in: area)] + field.texts(shading, on: frame)
  }
}

extension Grid {
  /// The page that the cells around all crossings cover.
  func area(on frame: PlotFrame) -> Rectangle? {
    guard let left = frame.x.place(edge(xs, atEnd: false)),
      let right = frame.x.place(edge(xs, atEnd: true)),
      let bottom = frame.y.place(edge(ys, atEnd: false)),
      let top = frame.y.place(edge(ys, atEnd: true)), !values.isEmpty
    else { return nil }
    return Rectangle(
      minX: min(left, right),
      minY: min(top, bottom),
      width: abs(right - left),
      height: abs(bottom - top)
    )
  }

  /// Where the cells end, half a step before the first or behind the last place.
  func edge(_ places: [Double], atEnd isEnd: Bool) -> Double {
    guard let first = places.first, let last = places.last else { return .nan }
    guard places.count > 1 else { return isEnd ? last + 0.5 : first - 0.5 }
    return isEnd
      ? last + (last - places[places.count - 2]) / 2 : first - (places[1] - first) / 2
  }
}

extension Plot.Field {
  /// The numbers of the cells, or of their lines the first alone, where each has room in its cell.
  fileprivate func texts(_ shading: Shading, on frame: PlotFrame) -> [Ink] {
    let (columns, rows) = (grid.xs.count, grid.ys.count)
    guard columns * rows <= 900, let area = grid.area(on: frame) else { return [] }
    let cell = Rectangle(
      minX: 0,
      minY: 0,
      width: area.width / Double(columns),
      height: area.height / Double(rows)
    )
    let whole =
      self.texts.count == grid.values.count
      ? self.texts.map { $0.split(separator: "\n").map(String.init) }
      : grid.values.map {
        $0.isNaN ? [] : [printed(formatted($0, as: .general, digits: 3))]
      }
    let candidates = [whole, whole.map { Array($0.prefix(1)) }]
    guard let texts = candidates.first(where: { Self.fit($0, into: cell, frame.lettering) })
    else { return [] }
    return grid.values.indices.flatMap { index -> [Ink] in
      guard let x = frame.x.place(grid.xs[index % columns]),
        let y = frame.y.place(grid.ys[index / columns])
      else { return [] }
      let tone = shading.tones[Int(shading.index(of: grid.values[index]))]
      let color = tone.opacity == 0 ? nil : Color(tone.color.isLight ? 0x1c_1e21 : 0xff_ffff)
      let parts = texts[index]
      return parts.enumerated().map { line, part in
        let shift = Double(line) - Double(parts.count - 1) / 2
        let place = Point(x: x, y: y + shift * frame.lettering.lineHeight)
        return .text(part, at: place, color: color)
      }
    }
  }

  private static func fit(
    _ texts: [[String]],
    into cell: Rectangle,
    _ lettering: Lettering
  ) -> Bool {
    let sizes = texts.joined().map { lettering.size(of: $0) }
    let lines = texts.map(\.count).max() ?? 1
    let width = sizes.map(\.width).max() ?? 0
    let height = Double(lines) * (sizes.first?.height ?? 0) * (lettering.turns ? 1.2 : 1)
    return width + lettering.gap * 2 <= cell.width && height <= cell.height
  }
}
