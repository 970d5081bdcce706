extension FieldMark {
  /// The field's levels as lines in the page's own colour, without their values.
  public static let boundaries = FieldMark(name: "boundaries") { field, frame in
    // In a console many lines without numbers would only hide what lies over them.
    guard frame.lettering.turns || field.levels.count < 3 else { return [] }
    let columns = field.grid.xs.compactMap(frame.x.place)
    let rows = field.grid.ys.compactMap(frame.y.place)
    guard columns.count == field.grid.xs.count, rows.count == field.grid.ys.count else { return [] }
    let lines = ContourLines(of: field.grid, columns: columns, rows: rows)
    return field.levels.flatMap(lines.lines).map {
      .stroke($0.thinned(by: frame.lettering.precision))
    }
  }
}
