/// Every learning rate schedule, one line each.
public let allSchedules: [ScheduleDefinition] = [
  .cosine,
  .stepDecay,
  .warmup,
]
