extension Builtin {
  static let shape = Builtin(
    "shape",
    [.required("x")],
    BuiltinDocumentation(
      "The sizes of x along its axes, as a tuple.",
      formula: #"(n_1, \dots, n_k)"#,
      details: [
        "shapes: [...] -> one number for each axis",
        "derivative: none: sizes are constants",
        "edge cases: Of a number the empty tuple.",
      ],
      example: "shape([[1, 2]])"
    )
  ) { _, arguments in
    try .tuple(of: arguments.operand("x").shape.dimensions.map { .number(Double($0)) })
  }

  static let ndim = Builtin(
    "ndim",
    [.required("x")],
    BuiltinDocumentation(
      "The number of axes of x.",
      details: [
        "shapes: [...] -> []",
        "derivative: none",
        "edge cases: 0 for a number.",
      ],
      example: "ndim([[1, 2]])"
    )
  ) { _, arguments in
    .number(Double(try arguments.operand("x").shape.rank))
  }

  static let size = Builtin(
    "size",
    [.required("x")],
    BuiltinDocumentation(
      "The number of elements of a tensor, members of a tuple or fields of a record.",
      formula: #"n_1 n_2 \cdots n_k"#,
      details: [
        "shapes: [...] -> []",
        "derivative: none",
        "edge cases: 1 for a number, 0 for what is empty.",
      ],
      example: "size([[1, 2], [3, 4]])"
    )
  ) { context, arguments in
    switch arguments["x"] {
    case .tuple(let tuple): .number(Double(tuple.elements.count))
    case .record(let record): .number(Double(record.count))
    case .string(let text): .number(Double(text.string.count))
    case .range(let range): .number(Double(range.count))
    default: .number(Double(try arguments.operand("x").shape.count))
    }
  }
}
