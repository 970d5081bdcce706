import Display

extension Command {
  static let time = Command(
    "time",
    argument: "statement",
    "Runs a statement and says how long it took."
  ) { session, call in
    let program = try call.program()
    guard !program.statements.isEmpty else {
      throw call.refused("`%time` needs a statement", hint: "write `%time f(3)`")
    }
    let clock = ContinuousClock()
    let start = clock.now
    var elapsed = Duration.zero
    let display = try session.run(program) { elapsed = clock.now - start }
    session.context.output.write("time: \(DurationText.text(elapsed))\n", to: .standardOutput)
    return call.isShown ? display : nil
  }
}

/// Durations with the unit that suits them.
enum DurationText {
  static func text(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    let (scale, unit) =
      seconds < 1e-6
      ? (1e9, "ns") : seconds < 1e-3 ? (1e6, "µs") : seconds < 1 ? (1e3, "ms") : (1, "s")
    return "\(NumberStyle(precision: 3).text(seconds * scale)) \(unit)"
  }
}
