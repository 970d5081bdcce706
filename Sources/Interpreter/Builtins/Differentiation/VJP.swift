import Autodiff
import Language

extension Builtin {
  static let vjp = Builtin(
    "vjp",
    [.required("f"), .required("x")],
    BuiltinDocumentation(
      "The value of a function, and a function that carries a cotangent back: (f(x), u -> uᵀ J).",
      formula: #"(f(x), u \mapsto u^\top J)"#,
      details: [
        "f runs once; the second entry is a backward pass through that run.",
        "u has the structure and shapes of f(x), the result those of x: a tuple for several "
          + "parameters.",
        "shapes: f(x), and a function from the shape of f(x) to that of x",
        "derivative: by x, by u and by what f captures, to any order",
        "edge cases: A tuple where f takes several arguments.",
      ],
      example: "(y, back) = vjp(x -> [x[0]^2, x[0] * x[1]], [2, 3]); back([1, 0])"
    )
  ) { context, arguments in
    let point = try Point(arguments, in: context)
    let function = point.call.function
    let pullback = try context.graph.pullback(
      of: point.call.engineFunction,
      at: point.call.trees,
      selected: point.call.selected,
      names: point.call.names
    )
    let back = try TransformedFunction(
      name: "vjp(\(function.written))",
      parameters: [.required("u")],
      from: [arguments["f"], arguments["x"]],
      summary: "Carries a cotangent of \(function.described) back to its arguments."
    ) { context, passed in
      let bound = try passed.bound(to: [.required("u")], of: "the pullback")
      let reader = DirectionReader(graph: context.graph, what: "the cotangent") {
        bound.mistake("u", $0, $1, hint: $2)
      }
      let cotangents = try reader.operands(of: bound["u"], like: pullback.value)
      return try point.structured(pullback.cotangents(for: cotangents))
    }
    return try .tuple(of: [Value(pullback.value), .function(back)])
  }
}
