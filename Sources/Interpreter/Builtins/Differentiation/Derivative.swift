import Autodiff
import Language

extension Builtin {
  static let derivative = Builtin(
    "derivative",
    [.required("f"), .optional("n", .number(1))],
    BuiltinDocumentation(
      "The n-th derivative of a function of one number, also written f' and f''.",
      formula: #"f^{(n)}"#,
      details: [
        "Of a tensor it differentiates element by element, and refuses a function that mixes elements.",
        "A function from a number to a tensor gives the tensor of derivatives.",
        "shapes: [...] -> [...], element by element",
        "derivative: the next one: `derivative(f, 2)'` is `f'''`",
        "edge cases: A function that mixes the elements of a tensor is refused.",
      ],
      example: "derivative(x -> x^3, 2)(5)"
    )
  ) { context, arguments in
    let function = try differentiable(arguments)
    let order = try arguments.count("n")
    let required = function.parameters.filter(\.isRequired)
    guard required.count <= 1, !function.parameters.isEmpty else {
      throw arguments.mistake(
        "f",
        .type,
        "a prime differentiates a function of one argument, and \(function.described) takes "
          + "\(required.count)",
        hint: "`∇\(function.name.isEmpty ? "f" : function.name)` gives all partial derivatives"
      )
    }
    var result = function
    for _ in 0..<order { result = try context.derivative(of: result) }
    return .function(result)
  }
}

/// The function to differentiate; a tensor there usually wants to be transposed.
private func differentiable(_ arguments: BoundArguments) throws -> Function {
  guard case .function(let function) = arguments["f"] else {
    let rank = try arguments["f"].operand?.shape.rank ?? 0
    throw arguments.mistake(
      "f",
      .type,
      "a derivative is taken of a function, and this is \(arguments["f"].described)",
      hint: rank > 0
        ? "the transpose is `Aᵀ` or `A.T`"
        : "`f'` needs `f(x) = …`; the gradient of a value is `grad(L, x)`"
    )
  }
  return function
}

extension Context {
  /// The first derivative of a function by its first argument.
  fileprivate func derivative(of function: Function) throws -> Function {
    let name = "\(function.written.asOperand)'"
    return try TransformedFunction(
      name: name,
      parameters: function.parameters,
      from: [.function(function)],
      summary: "The derivative of \(function.described).",
      recipe: "derivative"
    ) { context, passed in
      let call = try DifferentiatedCall(function, passed, in: context)
      let first = call.engineFunction
      let result = try context.graph.derivative(
        of: { try first($0 + call.trees.dropFirst()) },
        at: call.trees[0],
        name: call.names[0]
      )
      return try Value(result)
    }
  }
}
