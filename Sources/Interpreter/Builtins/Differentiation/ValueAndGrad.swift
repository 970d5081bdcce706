extension Builtin {
  static let valueAndGrad = Builtin(
    "value_and_grad",
    [.required("f"), .optional("by", .none)],
    BuiltinDocumentation(
      "A function that gives the value and the gradient of another as a tuple, in one run.",
      formula: #"(f, \nabla f)"#,
      details: [
        "shapes: a tuple of the number and what grad gives",
        "derivative: of both entries, to any order",
        "edge cases: as grad",
      ],
      example: "value_and_grad(x -> x^2)(3)"
    )
  ) { context, arguments in
    let function = try arguments.function("f")
    let names = try context.selection(arguments)
    return .function(
      try TransformedFunction(
        name: "value_and_grad(\(function.written))",
        parameters: function.parameters,
        from: [arguments["f"]],
        summary: "The value and the gradient of \(function.described).",
        recipe: "value_and_grad \(names?.description ?? "by all")"
      ) { context, passed in
        let (value, gradient) = try context.valueAndGradient(of: function, passed, only: names)
        return try .tuple(of: [value, gradient])
      }
    )
  }
}
