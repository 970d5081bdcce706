import Autodiff
import Language
import TensorCore

extension Builtin {
  static let param = Builtin(
    "param",
    [.required("x")],
    BuiltinDocumentation(
      "A named leaf: what is computed from it can be differentiated by it.",
      details: [
        "Takes the name it is first assigned to. Of a record or tuple: every member.",
        "`w := …` sets its value; a gradient is taken at the value it was computed with.",
        "shapes: [...] -> [...]",
        "derivative: 1: it is what others are differentiated by",
        "edge cases: float32 stays float32; a string or a bool cannot be one.",
      ],
      example: "w = param([1, 2]); grad(sum(w^2), w)"
    )
  ) { context, arguments in
    try context.parameters(from: arguments["x"], arguments)
  }
}

extension Context {
  fileprivate func parameters(from value: Value, _ arguments: BoundArguments) throws -> Value {
    switch value {
    case .number, .tensor, .variable, .parameter, .row, .range, .bool:
      guard let operand = try value.operand else { return value }
      guard operand.isDifferentiable else {
        throw arguments.mistake("x", .type, "a parameter is a number or float tensor, not a bool")
      }
      guard !value.isTraced else {
        throw arguments.mistake(
          "x",
          .gradient,
          "a parameter starts from a plain value, and a derivative is being taken by what this one was computed from",
          hint: "compute with the value itself, or start from `value(…)`"
        )
      }
      return .parameter(Autodiff.Parameter(operand.value, in: graph))
    case .tuple(let tuple):
      return try .tuple(of: tuple.elements.map { try parameters(from: $0, arguments) })
    case .record(let record):
      return .record(
        try Record(record.fields.map { (name: $0, value: try parameters(from: $1, arguments)) })
      )
    case .string, .function, .object, .none, .unassigned:
      throw arguments.mistake(
        "x",
        .type,
        "a parameter is a number, a tensor, or a record or tuple of them, not \(value.described)"
      )
    }
  }
}
