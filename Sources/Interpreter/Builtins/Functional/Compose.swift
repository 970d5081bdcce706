import Language

extension Builtin {
  static let compose = Builtin(
    "compose",
    [.rest("functions")],
    BuiltinDocumentation(
      "The function that applies the last function first: compose(f, g)(x) is f(g(x)).",
      details: [
        "formula: (f ∘ g)(x) = f(g(x))",
        "shapes: from what the last function takes to what the first gives",
        "derivative: the chain rule",
        "edge cases: compose(f) is f; `f ∘ g` is compose(f, g).",
      ],
      example: "compose(sin, cos)(0)"
    )
  ) { _, arguments in
    guard var result = arguments.rest.last?.value else {
      throw Diagnostic(.type, "\(arguments.function) needs at least one function")
    }
    for function in arguments.rest.dropLast().reversed() {
      result = .function(try Composition.function(outer: function.value, inner: result))
    }
    guard case .function = result else {
      throw arguments.mistake(
        rest: 0,
        .type,
        "\(arguments.function) needs functions, not \(result.described)"
      )
    }
    return result
  }
}
