extension ScheduleDefinition {
  static let warmup = ScheduleDefinition(
    "warmup",
    [ScheduleParameter("lr", .learningRate), ScheduleParameter("steps", .steps)],
    "A learning rate that rises evenly during the first `steps` steps, and then goes on as `lr`.",
    formula: #"\eta_t = \text{lr} \cdot \min(1, (t + 1) / \text{steps})"#,
    details: [
      "The first step is t = 0. Where `lr` is a schedule or function itself, the rate rises to its "
        + "beginning, which is then at t = `steps`: `warmup(cosine(0.1, 1000), 50)`."
    ],
    example: "warmup(0.1, 10)(4)"
  ) { arguments in
    let (rate, steps) = (arguments.learningRate("lr"), Int(arguments.number("steps")))
    return { step in
      guard step < steps else { return try rate.rate(at: step - steps) }
      return try rate.rate(at: 0) * Double(step + 1) / Double(steps)
    }
  }
}
