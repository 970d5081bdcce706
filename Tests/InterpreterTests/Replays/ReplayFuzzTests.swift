import Interpreter
import Testing

@Suite struct ReplayFuzzTests {
  /// Another seed makes other programs; a failure names the one to look at.
  private static let firstSeed: UInt64 = 20_261_121
  private static let count = 300

  @Test func replayedCallsAreLikeTracedOnes() {
    compare { RandomProgram(seed: $0).cells }
  }

  @Test func passesOfLoopsFromPlansAreLikeOrdinaryOnes() {
    compare { RandomTraining(seed: $0).cells }
  }

  /// What is shown of a graph, whose leaves a plan may make in another order.
  private func inOrder(_ seen: String, _ cell: String) -> String {
    guard cell.contains("graph(") || cell.contains("explain(") else { return seen }
    return seen.split(separator: "\n").sorted().joined(separator: "\n")
  }

  private func compare(_ cells: (UInt64) -> [String]) {
    var plannedCount = 0
    for number in 0..<UInt64(Self.count) {
      let cells = cells(Self.firstSeed + number)
      let (replayed, traced) = (OutputRecorder(), OutputRecorder())
      let session = Session(output: replayed)
      let reference = Session(output: traced)
      reference.context.runsPlans = false
      for (position, cell) in cells.enumerated() {
        let seen = inOrder(replayed.run(cell, in: session, named: "In[\(position)]").seen, cell)
        let expected = inOrder(traced.run(cell, in: reference, named: "In[\(position)]").seen, cell)
        guard seen != expected else { continue }
        Issue.record(
          """
          seed \(Self.firstSeed + number), cell \(position):
          \(cells.prefix(position + 1).joined(separator: "\n\n"))
          --- replayed
          \(seen)
          --- traced
          \(expected)
          """
        )
        break
      }
      plannedCount += session.context.graph.plannedCallCount
    }
    #expect(plannedCount > Self.count)
  }
}
