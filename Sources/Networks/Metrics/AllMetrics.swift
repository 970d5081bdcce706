/// Every metric of the language, one line each.
public let allMetrics: [MetricDefinition] = [
  .accuracy,
  .r2,
]
