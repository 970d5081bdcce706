extension FieldMark {
  /// Lines of equal value at the field's levels, with the value written into them where it fits.
  public static let contours = FieldMark(name: "contours") { field, frame in
    let columns = field.grid.xs.compactMap(frame.x.place)
    let rows = field.grid.ys.compactMap(frame.y.place)
    guard columns.count == field.grid.xs.count, rows.count == field.grid.ys.count else { return [] }
    let lines = ContourLines(of: field.grid, columns: columns, rows: rows)
    var labels = LineLabels(on: frame)
    var ink: [Ink] = []
    // A console has no room for many lines: every other one tells the shape.
    let isCrowded = !frame.lettering.turns && field.levels.count > 7
    for (position, level) in field.levels.enumerated()
    where !isCrowded || (field.levels.count - 1 - position).isMultiple(of: 2) {
      let part = field.levels.count > 1 ? Double(position) / Double(field.levels.count - 1) : 0.2
      let color = ColorScale.lines.color(at: part)
      let text = printed(formatted(level, as: .general, digits: 4))
      for line in lines.lines(at: level) {
        let (parts, label) = labels.labelled(line.thinned(by: frame.lettering.precision), text)
        ink += parts.map { .stroke($0, color: color) }
        if let label { ink.append(.text(text, at: label.place, angle: label.angle, color: color)) }
      }
    }
    return ink
  }
}
