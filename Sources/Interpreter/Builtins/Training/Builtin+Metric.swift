import Networks

extension Builtin {
  /// A metric as a builtin of predictions and targets.
  init(_ definition: MetricDefinition) {
    self.init(
      definition.name,
      [.required("predictions"), .required("targets")],
      BuiltinDocumentation(
        definition.summary,
        formula: definition.formula,
        details: definition.details,
        example: definition.example
      )
    ) { context, arguments in
      Value(
        try definition.measure(
          arguments.operand("predictions"),
          arguments.operand("targets"),
          context.graph
        )
      )
    }
  }
}
