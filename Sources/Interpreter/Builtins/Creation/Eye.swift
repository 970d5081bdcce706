import TensorCore

extension Builtin {
  static let eye = Builtin(
    "eye",
    [.required("n"), .optional("m", .none), .dtype],
    BuiltinDocumentation(
      "The identity matrix, or an n by m matrix with ones on its diagonal.",
      formula: #"I_{ij} = \delta_{ij}"#,
      details: [
        "shapes: [n, n], or [n, m]",
        "derivative: none: a constant",
        "edge cases: eye(0) is empty.",
      ],
      example: "eye(3)"
    )
  ) { _, arguments in
    let rows = try arguments.count("n")
    let columns = try arguments.optional("m") { try arguments.count($0) }
    return Value(try Tensor.eye(rows, columns, dtype: arguments.dtype()))
  }
}
