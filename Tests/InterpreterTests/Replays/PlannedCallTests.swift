import Interpreter
import Testing

/// Calls that are to run from plans, beside the same calls without any.
@Suite struct PlannedCallTests {
  @Test(arguments: [
    (
      "warnings of shapes are given once for each cell",
      "f(x) = sum((expand_dims(x, 0) * expand_dims(x, 1))^2)", "∇f([0.5, 2, 3])"
    ),
    (
      "a branch by all and any",
      "f(x, i) = if all(x > i) { sum(x^2) } else if any(x > 2) { sum(x) } else { -sum(x) }",
      "(grad(f, \"x\")([0.5, 2, 3], 0), grad(f, \"x\")([0.5, 2, 3], i))"
    ),
    ("a count in the value", "f(x) = sum(x^2) / count(x > 1)", "∇f([0.5 + i, 2, 3])"),
    (
      "counts of rows", "f(x) = sum(x^2 * count(x > 1, axis=1, keepdims=true))",
      "∇f([[1, 2], [3, i]])"
    ),
    (
      "labels that change", "f(w, labels) = cross_entropy(w, labels)",
      "(grad(f, \"w\")([[2, 1], [1, 3]], [0, i]), hessian(f, \"w\")([[2, 1], [1, 3]], [0, i]))"
    ),
    (
      "a label that is one", "f(w, label) = nll(log_softmax(w), label)",
      "grad(f, \"w\")([2, 1], i)"
    ),
    (
      "targets that change", "f(w, y) = binary_cross_entropy(w, y)",
      "(grad(f, \"w\")([2, 1], [0, i]), hessian(f, \"w\")([2, 1], [i, 1]))"
    ),
    (
      "labels of a margin that change", "f(w, y) = hinge(w, y)",
      "grad(f, \"w\")([0.5, 0.1], [1, 2i - 1])"
    ),
    (
      "rows of probabilities that change", "f(w, y) = cross_entropy(w, y)",
      "grad(f, \"w\")([[2, 1], [1, 3]], [[0.5, 0.5], [i, 1 - i]])"
    ),
    (
      "words that change", "seed(1); e = embedding(5, 2); f(e, x) = sum(e(x)^3)",
      """
      (grad(f, "e")(e, [[1, i], [4, 1]]).W, hvp(f, (e, i), ({W: ones(5, 2)}, 0))[0].W, grad(f, "e")(e, i).W)
      """
    ),
    (
      "the largest elements of windows", "f(x) = sum(max_pool2d(x, 2)^3)",
      """
      (∇f(reshape(sin(arange(16) * (i + 1)), (1, 1, 4, 4))), hessian(f)(ones((1, 1, 2, 3))))
      """
    ),
    (
      "places that are an argument", "f(x, places) = sum(x[places]^2)",
      "grad(f, \"x\")([2, 1, 5 + i], [2, 0])"
    ),
    (
      "a mask that is an argument", "f(x, mask) = sum(x[mask]^2)",
      "grad(f, \"x\")([2, 1, 5 + i], [1, 0, 1] > 0)"
    ),
  ])
  func planGivesWhatTheFunctionGives(claim: String, definition: String, call: String) {
    let (planned, traced) = (OutputRecorder(), OutputRecorder())
    let session = Session(output: planned)
    let reference = Session(output: traced)
    reference.context.runsPlans = false
    for cell in [definition] + [String](repeating: "for i in 0..<2 { r = \(call) }; r", count: 4) {
      let seen = planned.run(cell, in: session, named: "In").seen
      #expect(seen == traced.run(cell, in: reference, named: "In").seen, "\(claim)")
    }
    #expect(session.context.graph.plannedCallCount > 4, "\(claim)")
  }
}
