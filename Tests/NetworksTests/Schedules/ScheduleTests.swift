import Networks
import Testing

@Suite struct ScheduleTests {
  private func rate(
    _ name: String,
    _ numbers: [String: Double],
    _ rates: [String: LearningRate] = [:]
  ) throws -> LearningRate {
    let schedule = try #require(allSchedules.first { $0.name == name })
    return schedule.make(ScheduleArguments(numbers: numbers, learningRates: rates))
  }

  @Test func cosineFallsToZeroAndStaysThere() throws {
    let cosine = try rate("cosine", ["start": 0.2, "steps": 10])
    #expect(try cosine.rate(at: 0) == 0.2)
    #expect(abs(try cosine.rate(at: 5) - 0.1) < 1e-15)
    #expect(try cosine.rate(at: 10) == 0)
    #expect(try cosine.rate(at: 11) == 0)
    #expect(cosine.text == "cosine(0.2, 10)")
  }

  @Test func stepDecayMultipliesAfterEverySoManySteps() throws {
    let decay = try rate("step_decay", ["start": 1, "factor": 0.5, "every": 3])
    #expect(try (0..<7).map(decay.rate) == [1, 1, 1, 0.5, 0.5, 0.5, 0.25])
  }

  @Test func warmupRisesEvenlyToTheBeginningOfItsSchedule() throws {
    let cosine = try rate("cosine", ["start": 1, "steps": 4])
    let warmup = try rate("warmup", ["steps": 2], ["lr": cosine])
    #expect(try (0..<3).map(warmup.rate) == [0.5, 1, 1])
    #expect(try warmup.rate(at: 6) == 0)
    #expect(warmup.text == "warmup(cosine(1, 4), 2)")
  }

  @Test func everyScheduleIsListedOnce() {
    #expect(Set(allSchedules.map(\.name)).count == allSchedules.count)
  }
}
