import Calculus

extension Builtin {
  static let lbfgs = Builtin(
    "lbfgs",
    [.optional("memory", .number(10))],
    BuiltinDocumentation(
      "An approximate Newton direction from the last `memory` steps, with a strong Wolfe line search.",
      formula: #"p = -B^{-1} \nabla f"#,
      details: [
        "The default of `minimize`. A step never leads uphill; where a line search fails, the memory "
          + "is dropped and the gradient itself is tried.",
        "source: Nocedal, Wright, \"Numerical Optimization\" (2006), algorithms 3.5, 3.6 and 7.5",
      ],
      example: "minimize(x -> sum((x - [1, 2])^4), [0, 0], method=lbfgs(memory=5)).converged"
    )
  ) { _, arguments in
    let method = LBFGS(memory: try arguments.positiveCount("memory"))
    return .object(MethodValue(method.signature) { _ in method })
  }
}
