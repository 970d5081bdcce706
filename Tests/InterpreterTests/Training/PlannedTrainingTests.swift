import Interpreter
import Testing

/// Trainings whose steps are to run from plans: the first is an ordinary one, the second makes the plan.
@Suite struct PlannedTrainingTests {
  @Test(arguments: [
    ("binary_cross_entropy", "dense(2, 1)", "abs(sin(x[:, 0:1]))"),
    ("hinge", "dense(2, 1)", "2 * float64(x[:, 0:1] > 3) - 1"),
    ("cross_entropy", "dense(2, 3)", "x[:, 1] % 3"),
    ("mse", "sequential(embedding(6, 2), flatten_layer(), dense(4, 1))", "x[:, 0:1]"),
    ("huber", "sequential(dense(2, 4), batch_norm(4), dropout(0.5), dense(4, 1))", "x[:, 0:1]"),
  ])
  func allBatchesButTwoRunFromPlans(loss: String, model: String, targets: String) {
    let session = Session(output: OutputRecorder())
    let cells = [
      "x = float64(reshape(arange(40)^2 % 6, (20, 2))); y = \(targets); base = \(model)",
      "h = train(copy(base), (x, y), loss=\(loss), epochs=3, batch=4, show=false)",
    ]
    for cell in cells {
      #expect(OutputRecorder().run(cell, in: session).result.diagnostics.isEmpty)
    }
    #expect(session.context.graph.plannedCallCount == 13)
    // Another training of the same kind has nothing to find out any more.
    _ = OutputRecorder().run(cells[1], in: session)
    #expect(session.context.graph.plannedCallCount == 28)
  }
}
