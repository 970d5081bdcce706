extension Builtin {
  static let show = Builtin(
    "show",
    [.rest("values")],
    BuiltinDocumentation(
      "Shows values as a cell shows its last one: tables, drawings and formulas in full.",
      example: "show([[1, 2], [3, 4]])"
    )
  ) { context, arguments in
    for argument in arguments.rest {
      context.reportNonFinite(argument.value)
      let bundle = try context.bundle(of: argument.value)
      context.output.display(bundle, id: nil, isUpdate: false)
    }
    return .none
  }
}
