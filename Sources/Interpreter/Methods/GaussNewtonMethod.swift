import Calculus

extension Builtin {
  static let gaussNewton = Builtin(
    "gauss_newton",
    [.optional("damping", .number(1e-3))],
    BuiltinDocumentation(
      "Least squares by first derivatives alone: Levenberg and Marquardt's method.",
      formula: #"(J^\top J + \mu I)\,p = -J^\top r"#,
      details: [
        "The function returns the residuals r, as a vector, tensor, tuple or record; what is "
          + "minimised is the sum of their squares, which is the result's `value`.",
        "As `optimizer=` of `train` it minimises the loss of the model's output, any that is convex in "
          + "it: half the Hessian of the loss of the linearised output stands for JᵀJ.",
        "`damping` is the first μ, as a part of the largest diagonal element of JᵀJ; 0 begins with "
          + "Gauss and Newton's own step. A step that would lead uphill is not made, and μ grows.",
        "source: Nielsen, \"Damping parameter in Marquardt's method\" (1999)",
      ],
      example: "minimize(x -> [10*(x[1] - x[0]^2), 1 - x[0]], [-1.2, 1], method=gauss_newton()).x"
    )
  ) { _, arguments in
    let damping = try arguments.size("damping")
    return .object(
      MethodValue(
        GaussNewton(damping: damping).signature,
        readsResiduals: true,
        formsMatrix: true
      ) { site in
        GaussNewton(damping: damping, form: site.leastSquares)
      }
    )
  }
}
