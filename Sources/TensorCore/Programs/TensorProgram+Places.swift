internal import CVectorMath

/// Elements at places that a value names, which may be others in every run.
///
/// A run ends where a number is no whole one from 0 to below the count of places.
extension TensorProgram {
  /// The element of each row at the place of its class.
  ///
  /// - Shapes: `[n, k], [n] -> [n]`
  public mutating func pick(_ rows: Value, at classes: Value) throws -> Value {
    let sizes = shape(of: rows).dimensions
    let form = Form(limit: sizes[1], row: sizes[1], place: 1, width: 1)
    return try lookUp(rows, classes, form, shape(of: classes))
  }

  /// Rows of zeros but for one element at the place of a class.
  ///
  /// - Shapes: `[n], [n] -> [n, k]`
  public mutating func place(_ x: Value, at classes: Value, among count: Int) throws -> Value {
    let form = Form(limit: count, row: count, place: 1, width: 1)
    return try add(x, classes, form, [shape(of: classes).count, count])
  }

  /// The rows of a table at places.
  ///
  /// - Shapes: `[n, ...], [k...] -> [k..., ...]`
  public mutating func lookUp(_ table: Value, at places: Value) throws -> Value {
    let rest = shape(of: table).dimensions.dropFirst()
    let result = Shape(shape(of: places).dimensions + rest)
    return try lookUp(table, places, Form(rowsOf: shape(of: table)), result)
  }

  /// A table of zeros with rows added at places, one after the other.
  ///
  /// - Shapes: `[k..., ...], [k...] -> [n, ...]`
  public mutating func addRows(_ x: Value, at places: Value, into table: Shape) throws -> Value {
    try add(x, places, Form(rowsOf: table), table)
  }

  /// How elements lie in a table.
  fileprivate struct Form {
    /// Below what a place has to be.
    let limit: Int
    /// How far one number after the other, and one place after the other, moves.
    let row: Int
    let place: Int
    /// How many neighbours belong to a place.
    let width: Int
  }

  private mutating func lookUp(
    _ table: Value,
    _ places: Value,
    _ form: Form,
    _ shape: Shape
  ) throws -> Value {
    let table = elements(of: table)
    let result = value(shape, dtype(of: table))
    try append(adj_run_look_up, table, places, form, to: result)
    return result
  }

  private mutating func add(
    _ x: Value,
    _ places: Value,
    _ form: Form,
    _ shape: Shape
  ) throws -> Value {
    let source = elements(of: try cast(x, to: dtype(of: x).arithmetic))
    let result = value(shape, dtype(of: source))
    append(adj_run_clear, [], to: result, list: list([Int64(shape.count * dtype(of: source).size)]))
    try append(adj_run_place, source, places, form, to: result)
    items[items.count - 1].exposed = [source.slot]
    items[items.count - 1].reads.append(result.slot)
    return result
  }

  private mutating func append(
    _ action: Int,
    _ x: Value,
    _ places: Value,
    _ form: Form,
    to result: Value
  ) throws {
    let isNumber = dtype(of: places) != .bool
    let places = elements(of: isNumber ? places : try cast(places, to: .float64))
    let numbers = [shape(of: places).count, form.limit, form.row, form.place, form.width]
    append(
      action,
      kernel: UInt8(dtype(of: places).code),
      [x, places],
      to: result,
      list: list(numbers.map { Int64($0) })
    )
  }
}

extension TensorProgram.Form {
  /// Places name rows of a table.
  fileprivate init(rowsOf table: Shape) {
    let width = table.dimensions.dropFirst().reduce(1, *)
    self.init(limit: table.dimensions[0], row: 0, place: width, width: width)
  }
}
