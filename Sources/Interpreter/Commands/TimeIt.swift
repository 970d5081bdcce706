import Display

extension Command {
  static let timeit = Command(
    "timeit",
    argument: "statement",
    "Runs a statement many times and says how long one run takes, and how much that varies."
  ) { session, call in
    let program = try call.program()
    guard !program.statements.isEmpty else {
      throw call.refused("`%timeit` needs a statement", hint: "write `%timeit f(3)`")
    }
    let spread = try RunTimes.measured(session.repeatable(program))
    session.context.output.write(spread.text + "\n", to: .standardOutput)
    return nil
  }
}

/// How long repeated runs of something took.
private struct RunTimes {
  private static let repeats = 7
  /// How long one repeat should take at least, so that the clock's own steps don't count.
  private static let repeatDuration = Duration.milliseconds(50)
  private static let mostRuns = 1_000_000

  /// The time of one run in each repeat.
  private let durations: [Duration]
  private let runsPerRepeat: Int

  static func measured(_ body: () throws -> Void) throws -> RunTimes {
    let clock = ContinuousClock()
    var runs = 1
    var first = try clock.measure(body)
    while first < repeatDuration, runs < mostRuns {
      let wanted = repeatDuration / max(first / runs, .nanoseconds(1))
      runs = min(max(runs * 2, Int(wanted)), mostRuns)
      first = try time(runs, body, clock)
    }
    var durations = [first / runs]
    for _ in 1..<repeats {
      durations.append(try time(runs, body, clock) / runs)
    }
    return RunTimes(durations: durations, runsPerRepeat: runs)
  }

  private static func time(
    _ runs: Int,
    _ body: () throws -> Void,
    _ clock: ContinuousClock
  ) throws -> Duration {
    try clock.measure {
      for _ in 0..<runs { try body() }
    }
  }

  var text: String {
    let sorted = durations.sorted()
    let middle = DurationText.text(sorted[sorted.count / 2])
    let (least, most) = (DurationText.text(sorted[0]), DurationText.text(sorted[sorted.count - 1]))
    let runs = runsPerRepeat == 1 ? "1 run" : "\(runsPerRepeat) runs"
    return "time: \(middle) (\(least) to \(most); \(durations.count) repeats of \(runs))"
  }
}
