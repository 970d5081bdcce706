import Calculus
import Language

extension Builtin {
  static let minimize = Builtin(
    "minimize",
    [
      .required("f"), .required("x0"), .optional("method", .expression("lbfgs()")),
      .optional("steps", .number(200)), .optional("tol", .number(1e-8)),
      .optional("subject_to", .none),
    ],
    BuiltinDocumentation(
      "A minimum of a function near a point, with the way there.",
      formula: #"\min_x f(x) \quad \text{subject to } g(x) = 0"#,
      details: [
        "`x0` is a number, a tensor, a tuple with one entry for each parameter of f, a record or a "
          + "model; the result's `x` has the same structure, and a model itself stays as it is.",
        "Ends where the largest component of the gradient is at most `tol`, after `steps` steps, or "
          + "where nothing better is found; `tol=0` makes all the steps. `reason` says which: \"converged\", "
          + "\"no progress\", \"step limit\", or \"diverged at step n\" where values grow or fall without bounds.",
        "A method that looks at gradients alone ends where they vanish, be it a maximum; `newton()` goes on "
          + "from there, and `classify(f, x)` tells.",
        "`subject_to` is a function, or a tuple of functions, that are to be 0: Newton's method on "
          + "the Lagrangian f - Σ λᵢ gᵢ, from any start; `multipliers` are the λᵢ.",
        "With `gauss_newton()` f returns residuals, and the sum of their squares is minimised.",
        "Methods with a line search see the same random draws at every point.",
        "derivative: That of the minimum by what f and the constraints read, -H⁻¹ ∂∇f/∂p, by parameters up to the "
          + "fourth order; 0 by `x0`. A search that has not converged, a singular H and `history` have none: a "
          + "GradientError.",
        "Fields: x, value, gradient, steps, converged, reason, history {x, value, gradient_norm}.",
      ],
      example: "minimize((x, y) -> (x - 1)^2 + (y + 2)^2, (0, 0)).x"
    )
  ) { context, arguments in
    let steps = try arguments.count("steps")
    let tolerance = try arguments.size("tol")
    let site = try MinimizationSite(arguments, in: context)
    if case .none = arguments["subject_to"] {
      let (method, readsResiduals) = try site.method("method")
      let objective = site.objective(readsResiduals: readsResiduals, replays: method.isMonotone)
      let again = site.objective(readsResiduals: readsResiduals, replays: true)
      let run = try Minimization(of: objective, by: method, steps: steps, tolerance: tolerance)
      let solution = try site.solution {
        try Solution(run, of: readsResiduals ? again.squared : again, searched: objective)
      }
      return .object(try MinimizationResult(run, solution, by: method.signature, site))
    }
    try site.requireNewton()
    let objective = site.objective(readsResiduals: false, replays: true)
    let constraints = try site.constraints()
    let run = try Minimization(
      of: objective,
      subjectTo: constraints,
      steps: steps,
      tolerance: tolerance
    )
    let solution = try site.solution {
      try Solution(run, of: objective, searched: objective, subjectTo: constraints)
    }
    return .object(try MinimizationResult(run, solution, by: "newton() on the Lagrangian", site))
  }
}

extension MinimizationSite {
  /// Refuses methods that know nothing of constraints.
  fileprivate func requireNewton() throws {
    guard arguments.isGiven("method") else { return }
    if case .object(let method as MethodValue) = arguments["method"],
      method.signature.hasPrefix("newton(")
    {
      return
    }
    throw arguments.mistake(
      "method",
      .value,
      "with `subject_to` the method is Newton's on the Lagrangian",
      hint: "leave `method` out"
    )
  }

  /// The functions that are to be 0, as one.
  fileprivate func constraints() throws -> Objective {
    let functions: [Function]
    switch arguments["subject_to"] {
    case .function(let function): functions = [function]
    case .tuple(let tuple):
      functions = try tuple.elements.map { element in
        guard case .function(let function) = element else { throw notConstraints() }
        return function
      }
    default: throw notConstraints()
    }
    guard !functions.isEmpty else { throw notConstraints() }
    let (context, graph) = (context, context.graph)
    return objective { trees in
      let values = try trees.map { try Value($0) }
      let results = try functions.flatMap { function in
        let result = try context.call(function, values)
        let leaves = try result.tree(in: context).leaves
        guard !leaves.isEmpty, leaves.allSatisfy(\.isDifferentiable) else {
          throw Diagnostic(
            .type,
            "a constraint is a number or a vector that is to be 0, and \(function.described) gave "
              + result.described,
            hint: "write x + y = 1 as `(x, y) -> x + y - 1`"
          )
        }
        return leaves
      }
      return .leaf(try graph.oneVector(of: results))
    }
  }

  private func notConstraints() -> any Error {
    arguments.needs("a function or a tuple of functions", "subject_to")
  }
}
