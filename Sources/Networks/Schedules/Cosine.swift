import TensorCore

extension ScheduleDefinition {
  static let cosine = ScheduleDefinition(
    "cosine",
    [ScheduleParameter("start", .size), ScheduleParameter("steps", .steps)],
    "A learning rate that falls from `start` to 0 along half a cosine.",
    formula: #"\eta_t = \tfrac{1}{2}\,\text{start}\,(1 + \cos(\pi t / \text{steps}))"#,
    details: [
      "The first step is t = 0; from t = `steps` on the rate is 0.",
      "A schedule is a function of the step: `cosine(0.1, 100)(50)`, `plot(cosine(0.1, 100), (0, 100))`.",
    ],
    example: "cosine(0.1, 100)(50)"
  ) { arguments in
    let (start, steps) = (arguments.number("start"), arguments.number("steps"))
    return { step in
      let part = min(1, Double(step) / steps)
      return 0.5 * start * (1 + UnaryKernel.cos.apply(to: .pi * part))
    }
  }
}
