import Calculus

extension Builtin {
  static let newtonCG = Builtin(
    "newton_cg",
    [],
    BuiltinDocumentation(
      "Newton's method without a Hessian: products with it, and conjugate gradients, give the step.",
      formula: #"H p \approx -\nabla f"#,
      details: [
        "For many variables. Directions of negative curvature are turned around, and with up to a hundred "
          + "variables a run goes on from a maximum or a saddle; a strong Wolfe line search keeps every step "
          + "from leading uphill.",
        "source: Nocedal, Wright, \"Numerical Optimization\" (2006), algorithm 7.1",
      ],
      example: "minimize(x -> sum((x - [1, 2])^4), [0, 0], method=newton_cg()).converged"
    )
  ) { _, _ in
    let method = NewtonCG()
    return .object(MethodValue(method.signature) { _ in method })
  }
}
