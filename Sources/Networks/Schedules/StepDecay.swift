import TensorCore

extension ScheduleDefinition {
  static let stepDecay = ScheduleDefinition(
    "step_decay",
    [
      ScheduleParameter("start", .size), ScheduleParameter("factor", .size),
      ScheduleParameter("every", .steps),
    ],
    "A learning rate that is multiplied by `factor` after `every` so many steps.",
    formula: #"\eta_t = \text{start} \cdot \text{factor}^{\lfloor t / \text{every} \rfloor}"#,
    details: ["The first step is t = 0."],
    example: "step_decay(0.1, 0.5, 10)(25)"
  ) { arguments in
    let (start, factor) = (arguments.number("start"), arguments.number("factor"))
    let every = arguments.number("every")
    return { step in
      start * BinaryKernel.power.apply(to: factor, (Double(step) / every).rounded(.down))
    }
  }
}
