import Calculus
import Language

extension Builtin {
  static let root = Builtin(
    "root",
    [
      .required("f"), .required("x0"), .optional("steps", .number(100)),
      .optional("tol", .number(1e-12)),
    ],
    BuiltinDocumentation(
      "A point near x0 where a function is 0, by Newton's method.",
      formula: #"x \leftarrow x - J(x)^{-1} f(x)"#,
      details: [
        "f gives as many numbers as x0 has, in any structure: a number for a number, a vector for a vector, a "
          + "vector, tuple or record for a tuple with one entry for each parameter of f.",
        "A step that would not bring f nearer to 0 is halved until it does, and made whole after all, "
          + "up to twice, where none does. Where the derivative is 0, or the Jacobian singular, a "
          + "ValueError says where.",
        "derivative: That of the root by what f reads, -J⁻¹ ∂f/∂p, by parameters up to the fourth order; 0 by "
          + "`x0`. A search that has not converged, a singular J and `history` have none: a GradientError.",
        "Fields: x, value, steps, converged, reason, history {x, value}.",
      ],
      example: "root(x -> x^2 - 2, 1).x"
    )
  ) { context, arguments in
    let steps = try arguments.count("steps")
    let tolerance = try arguments.size("tol")
    let site = try MinimizationSite(arguments, in: context)
    let graph = context.graph
    let name = site.point.call.function.described
    let function = context.replayingDraws(site.point.call.engineFunction)
    let objective = site.objective { trees in
      let result = try function(trees)
      guard !result.leaves.isEmpty, result.leaves.allSatisfy(\.isDifferentiable) else {
        let given = try Value(result).described
        throw Diagnostic(
          .type,
          "a root is taken of numbers, and \(name) gave \(given)"
        )
      }
      return .leaf(try graph.oneVector(of: result.leaves))
    }
    let search = try RootSearch(of: objective, steps: steps, tolerance: tolerance)
    let solution = try site.solution { try Solution(search, of: objective) }
    return .object(try RootResult(search, solution, site))
  }
}
