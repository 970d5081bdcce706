import Interpreter
import Testing

@Suite struct ReplayFuzzTests {
  /// Another seed makes other programs; a failure names the one to look at.
  private static let firstSeed: UInt64 = 20_261_121
  private static let count = 300

  @Test func replayedCallsAreLikeTracedOnes() {
    var plannedCount = 0
    for number in 0..<UInt64(Self.count) {
      let program = RandomProgram(seed: Self.firstSeed + number)
      let (replayed, traced) = (OutputRecorder(), OutputRecorder())
      let session = Session(output: replayed)
      let reference = Session(output: traced)
      reference.context.runsPlans = false
      for (position, cell) in program.cells.enumerated() {
        let seen = replayed.run(cell, in: session, named: "In[\(position)]").seen
        let expected = traced.run(cell, in: reference, named: "In[\(position)]").seen
        guard seen != expected else { continue }
        Issue.record(
          """
          seed \(Self.firstSeed + number), cell \(position):
          \(program.cells.prefix(position + 1).joined(separator: "\n\n"))
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
