import Autodiff
import Language
import TensorCore

extension Builtin {
  static let checkGrad = Builtin(
    "check_grad",
    [
      .required("f"), .required("x"), .optional("order", .number(1)),
      .keyword("time", .bool(false)),
    ],
    BuiltinDocumentation(
      "Compares the gradient by reverse mode, by forward mode and by central differences.",
      formula: #"\frac{f(x + h) - f(x - h)}{2h}"#,
      details: [
        "The step of the differences adapts to each element; the table shows it with the two errors "
          + "it balances: truncation, which falls with the step, and rounding, which grows.",
        "`order=2` compares second derivatives, as derivatives of the exact first ones, and so on.",
        "Every evaluation sees the same random draws; `time=true` adds how long each way took.",
        "Fields: passed, reverse, forward, numeric, largest_absolute, largest_relative, step, "
          + "truncation, rounding, evaluations, kinks.",
        "shapes: the tables have the shape of x",
        "derivative: none: it compares them",
        "edge cases: At a kink, where the slopes to the left and to the right differ, nothing passes: the table says so, "
          + "and `kinks` counts them.",
      ],
      example: "check_grad(x -> x[0]^2 * sin(x[1]), [1, 2]).passed"
    )
  ) { context, arguments in
    let order = try arguments.count("order")
    guard order > 0 else {
      throw arguments.mistake("order", .value, "a derivative to check has order 1 or more, not 0")
    }
    let time = try arguments.bool("time")
    let point = try Point(arguments, in: context)
    let call = point.call
    let check = try context.graph.gradientCheck(
      of: context.replayingDraws(call.engineFunction),
      at: call.trees,
      selected: call.selected,
      order: order
    )
    let name = call.function.name.isEmpty ? "f" : call.function.name
    return .object(
      GradientCheckReport(
        check,
        order: order,
        inputNames: call.selected.flatMap { call.trees[$0].elementNames(call.names[$0]) },
        outputName: name,
        showsTime: time
      )
    )
  }
}

extension Tree {
  /// A name for every element of the differentiable parts: `x`, `x[0]`, `p.W[0, 1]`.
  fileprivate func elementNames(_ name: String) -> [String] {
    switch self {
    case .leaf(let operand):
      guard operand.isDifferentiable else { return [] }
      return operand.shape.dimensions.reduce(into: [[]]) { places, size in
        places = places.flatMap { place in (0..<size).map { place + [$0] } }
      }.map { (place: [Int]) in
        place.isEmpty ? name : "\(name)[\(place.map(String.init).joined(separator: ", "))]"
      }
    case .tuple(let members):
      return members.enumerated().flatMap { $1.elementNames("\(name)[\($0)]") }
    case .record(let fields), .parameters(let fields, _):
      return fields.flatMap { $0.value.elementNames("\(name).\($0.name)") }
    case .other: return []
    }
  }
}
