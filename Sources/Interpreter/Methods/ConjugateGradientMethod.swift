import Calculus

extension Builtin {
  static let conjugateGradient = Builtin(
    "conjugate_gradient",
    [],
    BuiltinDocumentation(
      "Nonlinear conjugate gradients: each direction keeps a part of the one before.",
      formula:
        #"p_k = -g_k + \max\!\left(0, \frac{g_k \cdot (g_k - g_{k-1})}{g_{k-1} \cdot g_{k-1}}\right) p_{k-1}"#,
      details: [
        "Polak and Ribière's factor with restarts, and a strong Wolfe line search: no step leads uphill.",
        "source: Nocedal, Wright, \"Numerical Optimization\" (2006), algorithm 5.4",
      ],
      example: "minimize(x -> x[0]^2 + 10*x[1]^2, [1, 1], method=conjugate_gradient()).converged"
    )
  ) { _, _ in
    let method = ConjugateGradient()
    return .object(MethodValue(method.signature) { _ in method })
  }
}
