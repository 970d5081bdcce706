extension Builtin {
  static let value = Builtin(
    "value",
    [.required("x")],
    BuiltinDocumentation(
      "The plain value, without the history it was computed by.",
      details: [
        "Of a record, tuple or model: every member.",
        "shapes: [...] -> [...]",
        "derivative: none: the value is plain",
        "edge cases: Of a plain value the value itself.",
      ],
      example: "w = param(2); value(w^2)"
    )
  ) { _, arguments in try arguments["x"].deeplyPlain }

  static let stopGradient = Builtin(
    "stop_gradient",
    [.required("x")],
    BuiltinDocumentation(
      "The value as a constant to whatever differentiates it.",
      formula: "x",
      details: [
        "Derivative: 0. Of a record, tuple or model: every member.",
        "shapes: [...] -> [...]",
        "edge cases: Numeric differences see the value move; derivatives do not.",
      ],
      example: "grad(x -> x * stop_gradient(x))(3)"
    )
  ) { _, arguments in try arguments["x"].deeplyPlain }
}

extension Value {
  /// The value and its members without their history.
  fileprivate var deeplyPlain: Value {
    get throws {
      switch self {
      case .tuple(let tuple): try .tuple(of: tuple.elements.map { try $0.deeplyPlain })
      case .record(let record):
        .record(try Record(record.fields.map { (name: $0, value: try $1.deeplyPlain) }))
      case .function(let model as ModelFunction): .function(model.plain)
      default: detached
      }
    }
  }
}
