import Calculus

extension Builtin {
  static let newton = Builtin(
    "newton",
    [.optional("lr", .number(1)), .optional("damping", .number(0))],
    BuiltinDocumentation(
      "Newton's method: a step to where the quadratic that fits the function is lowest.",
      formula: #"x \leftarrow x - \eta\,(H + \lambda I)^{-1} \nabla f"#,
      details: [
        "`lr` is the part of the step that is tried first; it is halved until the function falls, so "
          + "that no step leads uphill. `damping` is added to the Hessian's diagonal.",
        "Negative eigenvalues of the Hessian are turned around (|λ|), so that a step leads away from "
          + "a saddle, and a run that meets a maximum or a saddle goes on from it. A step costs all second "
          + "derivatives and n³ operations.",
        "source: Nocedal, Wright, \"Numerical Optimization\" (2006), algorithm 3.2 and section 3.4",
      ],
      example: "minimize((x, y) -> x^2 + 3y^2 + x*y, (1, 1), method=newton()).steps"
    )
  ) { _, arguments in
    let length = try arguments.size("lr")
    guard length > 0 else {
      throw arguments.mistake("lr", .value, "`newton` needs a positive number for `lr`, not 0")
    }
    let method = Newton(length: length, damping: try arguments.size("damping"))
    return .object(MethodValue(method.signature, formsMatrix: true) { _ in method })
  }
}
