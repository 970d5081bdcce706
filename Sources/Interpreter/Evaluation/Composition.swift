import Language

/// `outer ∘ inner`.
enum Composition {
  static func function(outer: Value, inner: Value) throws -> Function {
    guard case .function(let first) = inner, case .function(let last) = outer else {
      let odd = if case .function = inner { outer } else { inner }
      throw Diagnostic(.type, "`∘` composes functions, not \(odd.described)")
    }
    return try TransformedFunction(
      name: "\(written(last)) ∘ \(written(first))",
      parameters: first.parameters,
      from: [inner, outer],
      summary: "Applies \(first.described), then \(last.described)."
    ) { context, arguments in
      let value = try context.call(first, arguments.positional, named: arguments.named)
      return try context.call(last, [value])
    }
  }

  private static func written(_ function: Function) -> String {
    function.name.isEmpty ? function.written.asOperand : function.name
  }
}
