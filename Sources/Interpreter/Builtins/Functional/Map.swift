import Language

extension Builtin {
  static let map = Builtin(
    "map",
    [.required("f"), .required("xs")],
    BuiltinDocumentation(
      "The values of f at the rows of a tensor, as a list; of a tuple's members, as a tuple.",
      formula: #"[f(x_1), \dots, f(x_n)]"#,
      details: [
        "shapes: [n, ...] -> [n, ...], with the shape of what f gives",
        "derivative: that of f at every row",
        "edge cases: Results of different shapes are a ShapeError; of nothing an empty list.",
      ],
      example: "map(x -> x^2, [1, 2, 3])"
    )
  ) { context, arguments in
    let function = try arguments.function("f")
    let sequence = try RowSequence(arguments["xs"], in: context)
    defer { sequence.end() }
    var values: [Value] = []
    for index in 0..<sequence.count {
      try context.poll()
      values.append(try context.call(function, [sequence.row(index, in: context)]))
    }
    if case .tuple = arguments["xs"] { return try .tuple(of: values) }
    return try context.list(of: values, from: arguments.function)
  }
}

extension Context {
  /// A list of values that a function gave.
  ///
  /// - Throws: a ShapeError or TypeError where they do not stack.
  func list(of values: [Value], from function: String) throws -> Value {
    var builder = ListBuilder(expected: values.count)
    for value in values {
      try builder.append(value, of: nil)
    }
    return try builder.value(in: self)
  }
}
