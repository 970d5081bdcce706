extension Builtin {
  static let input = Builtin(
    "input",
    [.optional("prompt", .string(""))],
    BuiltinDocumentation(
      "Asks for a line of text and gives it as a string.",
      example: #"name = input("name? ")"#
    )
  ) { context, arguments in
    let prompt = try arguments.string("prompt")
    return .string(try context.output.requestInput(prompt: prompt, isPassword: false))
  }

  static let password = Builtin(
    "password",
    [.optional("prompt", .string(""))],
    BuiltinDocumentation(
      "Asks for a line of text that is not shown while it is typed.",
      example: #"key = password("key? ")"#
    )
  ) { context, arguments in
    let prompt = try arguments.string("prompt")
    return .string(try context.output.requestInput(prompt: prompt, isPassword: true))
  }
}
