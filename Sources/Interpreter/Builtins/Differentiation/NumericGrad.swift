import Autodiff

extension Builtin {
  static let numericGrad = Builtin(
    "numeric_grad",
    [.required("f"), .optional("by", .none)],
    BuiltinDocumentation(
      "The gradient of a function by central differences, for comparison with `grad`.",
      formula: #"\frac{f(x + h) - f(x - h)}{2h}"#,
      details: [
        "Every evaluation sees the same random draws. About ten digits are right at best.",
        "shapes: as grad",
        "derivative: that of the differences; by parameters a GradientError, and `grad(f)` has it",
        "edge cases: Random numbers are the same for all evaluations; at a kink it gives neither slope.",
      ],
      example: "numeric_grad(x -> x^3)(2)"
    )
  ) { context, arguments in
    let function = try arguments.function("f")
    let names = try context.selection(arguments)
    return .function(
      try TransformedFunction(
        name: "numeric_grad(\(function.written))",
        parameters: function.parameters,
        from: [arguments["f"]],
        summary: "The gradient of \(function.described) by central differences."
      ) { context, passed in
        let call = try DifferentiatedCall(function, passed, only: names, in: context)
        let replayed = context.replayingDraws(call.engineFunction)
        let gradients = try context.graph.numericGradient(
          of: replayed,
          at: call.trees,
          selected: call.selected
        )
        let name = function.name.isEmpty ? "f" : function.name
        return try call.gradientValue(gradients, as: name, isSelection: names != nil)
      }
    )
  }
}

extension Context {
  /// A function that draws the same random numbers each time it is called.
  func replayingDraws(_ function: @escaping Autodiff.Function) -> Autodiff.Function {
    let start = random
    return { [self] trees in
      random = start
      return try function(trees)
    }
  }
}
