extension Plot {
  /// The plot in characters, for consoles: a line of braille dots, or a sign for each series.
  ///
  /// What stands back on a page is left out: dots have one strength.
  public var text: String { withoutFaintSeries.drawnInText }

  private var drawnInText: String {
    let size = textSize
    let yTicks = yNames.isEmpty ? Ticks(yRange, scale: yScale, count: 5) : Ticks(names: yNames)
    let gutter = yTicks.major.map { displayWidth($0.label) }.max() ?? 0
    var canvas = TextCanvas(columns: size.columns, rows: size.rows)
    let frame = PlotFrame(
      x: Axis(scale: xScale, range: xRange, start: 0.5, end: canvas.dotWidth - 0.5),
      y: Axis(
        scale: yScale,
        range: yRange,
        start: runsDown ? 0.5 : canvas.dotHeight - 0.5,
        end: runsDown ? canvas.dotHeight - 0.5 : 0.5
      ),
      lettering: .cells
    )
    for field in fields {
      for ink in field.mark.ink(field, frame) { canvas.draw(ink, within: frame.box, sign: nil) }
    }
    for (series, sign) in zip(series, signs) {
      for ink in series.mark.ink(series, frame) { canvas.draw(ink, within: frame.box, sign: sign) }
    }
    var result: [String] = []
    if !title.isEmpty {
      result.append(spaces(gutter + 2) + padded(title, to: size.columns, .center))
    }
    let note = yTicks.exponent == 0 ? "" : "×10\(superscript(yTicks.exponent))"
    let heading = [yLabel, note].filter { !$0.isEmpty }.joined(separator: "  ")
    if !heading.isEmpty { result.append(spaces(gutter + 2) + heading) }
    var labels: [Int: String] = [:]
    for tick in yTicks.major {
      guard let place = frame.y.place(tick.number) else { continue }
      labels[canvas.row(of: place)] = tick.label
    }
    var rows = canvas.lines
    if isEmpty { rows[rows.count / 2] = padded(Self.emptyNote, to: size.columns, .center) }
    for (row, line) in rows.enumerated() {
      let edge = labels[row] == nil ? " │" : " ┤"
      result.append(padded(labels[row] ?? "", to: gutter, .trailing) + edge + line)
    }
    result += bottom(frame, gutter: gutter, columns: size.columns)
    result += legendLines(gutter: gutter)
    if let legendShading { result.append(spaces(gutter + 2) + legendShading.textLegend) }
    if !self.note.isEmpty { result.append(spaces(gutter + 2) + self.note) }
    return result.map(withoutTrailingSpaces).joined(separator: "\n")
  }

  /// Columns and rows of characters: as many for each cell of a matrix, where it has few.
  private var textSize: (columns: Int, rows: Int) {
    guard let grid = fields.first(where: { $0.mark.coversBox })?.grid, !grid.values.isEmpty else {
      return (60, 15)
    }
    let (columns, rows) = (grid.xs.count, grid.ys.count)
    let width = columns <= 60 ? columns * max(1, min(60 / columns, 9)) : 60
    let height = rows <= 30 ? rows * max(1, min(15 / rows, 3)) : 24
    return (max(width, 12), height)
  }

  /// The sign of each series; nil for a single one, which is drawn in dots.
  private var signs: [Character?] {
    let told = series.filter { $0.mark.swatch != .spot }
    let usesSigns = told.count > 1 || !(told.isEmpty || fields.isEmpty)
    var used = 0
    return series.map { series in
      if series.mark.swatch == .spot { return "◎" }
      guard usesSigns else { return nil }
      defer { used += 1 }
      return Self.signs[used % Self.signs.count]
    }
  }

  private static let signs: [Character] = ["●", "○", "+", "×", "■", "□", "*", "◆"]

  /// The horizontal axis with its labels, each below its tick.
  private func bottom(_ frame: PlotFrame, gutter: Int, columns: Int) -> [String] {
    let ticks =
      xNames.isEmpty
      ? Ticks(xRange, scale: xScale, count: 6, isWhole: countsAlongX)
      : Ticks(names: xNames.map { fitted($0, to: max(4, columns / xNames.count - 1)) })
    var axis = Array(repeating: Character("─"), count: columns)
    var labels = ""
    for tick in ticks.major {
      guard let place = frame.x.place(tick.number) else { continue }
      let column = min(max(Int(place / 2), 0), columns - 1)
      let start = max(0, column - displayWidth(tick.label) / 2)
      guard labels.isEmpty || start > displayWidth(labels) else { continue }
      axis[column] = "┬"
      labels += spaces(start - displayWidth(labels)) + tick.label
    }
    let note = ticks.exponent == 0 ? "" : "×10\(superscript(ticks.exponent))"
    let caption = [xLabel, note].filter { !$0.isEmpty }.joined(separator: "  ")
    let margin = spaces(gutter + 2)
    var result = [spaces(gutter) + " └" + String(axis), margin + labels]
    if !caption.isEmpty { result.append(margin + padded(caption, to: columns, .center)) }
    return result
  }

  /// A name cut to so many columns.
  private func fitted(_ name: String, to width: Int) -> String {
    guard displayWidth(name) > width else { return name }
    var cut = name
    while displayWidth(cut) >= width, !cut.isEmpty { cut.removeLast() }
    return cut + "…"
  }

  private func legendLines(gutter: Int) -> [String] {
    guard series.count > 1 || series.contains(where: { !$0.name.isEmpty }) else { return [] }
    let entries = zip(series, signs).compactMap { series, sign -> String? in
      guard !series.name.isEmpty else { return nil }
      return (sign.map { "\($0) " } ?? "") + series.name
    }
    var lines: [String] = []
    for entry in entries {
      if let last = lines.last, displayWidth(last) + displayWidth(entry) < 58 {
        lines[lines.count - 1] = last + "   " + entry
      } else {
        lines.append(entry)
      }
    }
    return lines.map { spaces(gutter + 2) + $0 }
  }
}
