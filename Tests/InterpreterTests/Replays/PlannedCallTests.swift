import Interpreter
import Testing

/// Calls that are to run from plans, beside the same calls without any.
@Suite struct PlannedCallTests {
  @Test(arguments: [
    (
      "warnings of shapes are given once for each cell",
      "f(x) = sum((expand_dims(x, 0) * expand_dims(x, 1))^2)", "∇f([0.5, 2, 3])"
    )
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
