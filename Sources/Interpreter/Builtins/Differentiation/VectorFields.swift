import Autodiff

extension Builtin {
  static let divergence = Builtin(
    "divergence",
    [.required("f")],
    BuiltinDocumentation(
      "The divergence of a vector field, as a function of the field's arguments.",
      formula: #"\nabla \cdot F = \sum_i \frac{\partial F_i}{\partial x_i}"#,
      details: [
        "The field takes a vector, or one number for each coordinate, and gives a vector or a tuple "
          + "of numbers of the same size.",
        "shapes: [n] -> []",
        "derivative: by the point: second derivatives of the field",
        "edge cases: A field of another number of components is an error.",
      ],
      example: "divergence(p -> [p[0]^2, p[0] * p[1]])([2, 3])"
    )
  ) { _, arguments in
    try ofField("divergence", arguments) { graph, call in
      try graph.divergence(
        of: call.engineFunction,
        at: call.trees,
        selected: call.selected,
        names: call.names
      )
    }
  }

  static let laplacian = Builtin(
    "laplacian",
    [.required("f")],
    BuiltinDocumentation(
      "The Laplacian of a function that gives one number, as a function of the same arguments.",
      formula: #"\Delta f = \sum_i \frac{\partial^2 f}{\partial x_i^2}"#,
      details: [
        "The trace of the Hessian, without forming it: a forward pass for each element.",
        "shapes: [n] -> []",
        "derivative: by the point: third derivatives of f",
        "edge cases: 0 for linear functions.",
      ],
      example: "laplacian((x, y) -> x^2 * y^3)(2, 3)"
    )
  ) { _, arguments in
    try ofField("laplacian", arguments) { graph, call in
      try graph.laplacian(
        of: call.engineFunction,
        at: call.trees,
        selected: call.selected,
        names: call.names
      )
    }
  }

  static let curl = Builtin(
    "curl",
    [.required("f")],
    BuiltinDocumentation(
      "The curl of a vector field: a number in two dimensions, a vector in three.",
      formula: #"\nabla \times F"#,
      details: [
        "In the plane it is ∂F₂/∂x₁ − ∂F₁/∂x₂.",
        "The field takes a vector, or one number for each coordinate.",
        "shapes: [2] -> [], [3] -> [3]",
        "derivative: by the point: second derivatives of the field",
        "edge cases: Other dimensions are refused.",
      ],
      example: "curl(p -> [-p[1], p[0]])([2, 3])"
    )
  ) { _, arguments in
    try ofField("curl", arguments) { graph, call in
      try graph.curl(
        of: call.engineFunction,
        at: call.trees,
        selected: call.selected,
        names: call.names
      )
    }
  }

  /// A function of the same arguments as the field that is given to a builtin.
  private static func ofField(
    _ name: String,
    _ arguments: BoundArguments,
    _ transform: @escaping (Graph, DifferentiatedCall) throws -> Operand
  ) throws -> Value {
    let function = try arguments.function("f")
    return .function(
      try TransformedFunction(
        name: "\(name)(\(function.written))",
        parameters: function.parameters,
        from: [arguments["f"]],
        summary: "The \(name) of \(function.described).",
        recipe: name
      ) { context, passed in
        let call = try DifferentiatedCall(function, passed, in: context)
        return Value(try transform(context.graph, call))
      }
    )
  }
}
