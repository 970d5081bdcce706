import Autodiff
import TensorCore

extension Builtin {
  static let append = Builtin(
    "append",
    [.required("xs"), .required("value")],
    BuiltinDocumentation(
      "The list, tensor or tuple with one more element at its end.",
      details: ["Building a list element by element takes time in proportion to its length."],
      example: "append([1, 2], 3)"
    )
  ) { context, arguments in
    if case .tuple(let tuple) = arguments["xs"] {
      return try .tuple(of: tuple.elements + [arguments["value"]])
    }
    let list = try arguments.operand("xs")
    let row = try arguments.operand("value")
    guard list.variable == nil, row.variable == nil else {
      return Value(try appended(row, to: list, in: context.graph))
    }
    return Value(try list.value.appended(row.value))
  }

  /// The same for values that remember how they were computed.
  private static func appended(
    _ row: Operand,
    to list: Operand,
    in graph: Graph
  ) throws -> Operand {
    guard list.shape.rank > 0, list.shape != [0] else {
      let rows = list.shape == [0] ? [row] : [list, row]
      return try graph.apply(.stack(axis: 0), rows)
    }
    let raised = try graph.apply(.reshape(to: Shape([1] + row.shape.dimensions)), row)
    return try graph.apply(.concat(axis: 0), [list, raised])
  }
}
