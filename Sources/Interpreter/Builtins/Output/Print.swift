extension Builtin {
  static let print = Builtin(
    "print",
    [.rest("values"), .keyword("sep", .string(" ")), .keyword("end", .string("\n"))],
    BuiltinDocumentation(
      "Writes values, strings bare, separated by a space.",
      example: "print(\"loss\", 0.25)"
    )
  ) { context, arguments in
    let texts = try arguments.rest.map { argument in
      context.reportNonFinite(argument.value)
      return try context.bareText(of: argument.value)
    }
    let separator = try arguments.string("sep")
    let text = texts.joined(separator: separator) + (try arguments.string("end"))
    context.output.write(text, to: .standardOutput)
    return .none
  }
}
