import Autodiff
import Networks

extension Builtin {
  static let copy = Builtin(
    "copy",
    [.required("x")],
    BuiltinDocumentation(
      "An independent copy: its parameters are others with the same values.",
      details: [
        "Of a parameter, a model, or a record or tuple of them. Values are copied by every assignment; "
          + "parameters are not: `v = w` names the same one.",
        "A parameter that a model has twice is one in the copy too.",
        "shapes: that of the value",
        "derivative: 1 by what a transform differentiates by; a new parameter is a leaf of its own",
        "edge cases: What is shared inside is shared inside the copy.",
      ],
      example: "w = param(2); v = copy(w); w := 5; v"
    )
  ) { context, arguments in try arguments["x"].copied(in: context) }
}

extension Value {
  fileprivate func copied(in context: Context) throws -> Value {
    switch self {
    case .parameter(let parameter):
      return .parameter(Autodiff.Parameter(parameter.value, in: context.graph))
    case .function(let function as ModelFunction):
      let copy = function.model.copy()
      for (named, value) in zip(copy.parameters, function.currentValues) {
        try named.parameter.set(value.value)
      }
      // What a transform has put in stays: the result still depends on it.
      return .function(ModelFunction(copy, values: function.values, depth: function.depth))
    case .tuple(let tuple): return try .tuple(of: tuple.elements.map { try $0.copied(in: context) })
    case .record(let record):
      return .record(
        try Record(record.fields.map { (name: $0, value: try $1.copied(in: context)) })
      )
    default: return self
    }
  }
}
