import TensorCore
import Testing

@Suite struct InterruptionTests {
  @Test func aRequestStandsUntilItIsCleared() throws {
    let interruption = Interruption()
    try interruption.check()
    interruption.request()
    #expect(throws: TensorError.interrupted) { try interruption.check() }
    interruption.clear()
    try interruption.check()
  }
}
