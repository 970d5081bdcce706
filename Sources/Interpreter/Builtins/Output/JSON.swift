extension Builtin {
  static let json = Builtin(
    "json",
    [.required("value")],
    BuiltinDocumentation(
      "The value as JSON text with every digit.",
      details: [
        "Tensors and tuples become lists, records objects; NaN and infinities become strings."
      ],
      example: "json({w: [0.1, 2], b: true})"
    )
  ) { context, arguments in
    .string(try context.json(of: arguments["value"]))
  }
}
