import Autodiff

extension Builtin {
  static let hvp = Builtin(
    "hvp",
    [.required("f"), .required("x"), .required("v")],
    BuiltinDocumentation(
      "The product of a function's Hessian with a direction, without forming the Hessian.",
      formula: "H v",
      details: [
        "Forward mode over reverse mode: about four evaluations of f, however many elements x has.",
        "For a function of several parameters point, direction and result are tuples.",
        "f has to return one number.",
        "shapes: that of x",
        "derivative: by x, by v and by what f captures: third derivatives of f",
        "edge cases: H is never formed; the function has to give one number.",
      ],
      example: "hvp(x -> x[0]^2 * x[1], [2, 3], [1, 0])"
    ),
    repeats: true
  ) { context, arguments in
    let point = try Point(arguments, in: context)
    let products = try context.graph.hessianProduct(
      of: point.call.engineFunction,
      at: point.call.trees,
      selected: point.call.selected,
      along: point.direction("v", arguments),
      names: point.call.names
    )
    return try point.structured(products)
  }
}
