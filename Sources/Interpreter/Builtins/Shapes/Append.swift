import Autodiff
import TensorCore

extension Builtin {
  static let append = Builtin(
    "append",
    [.required("xs"), .required("value")],
    BuiltinDocumentation(
      "The list, tensor or tuple with one more element at its end.",
      details: [
        "Building a list element by element takes time in proportion to its length.",
        "shapes: [n, ...], [...] -> [n + 1, ...]",
        "derivative: the cotangent's rows: all but the last for xs, the last for value",
        "edge cases: An empty list takes any value; another shape than that of the rows is a ShapeError.",
      ],
      example: "append([1, 2], 3)"
    )
  ) { context, arguments in
    if case .tuple(let tuple) = arguments["xs"] {
      if case .variable = arguments["value"] {
        context.reportKeptGraphs(tuple.elements.count + 1)
      }
      return try .tuple(of: tuple.elements + [arguments["value"]])
    }
    let list = try arguments.operand("xs")
    let row = try arguments.operand("value")
    guard list.shape == [0], row.variable != nil else {
      let longer = try context.graph.apply(.append, list, row)
      if let old = list.variable, let new = longer.variable, row.variable != nil,
        new.isComputed(from: old)
      {
        context.reportKeptGraphs(new.shape.dimensions[0])
      }
      return Value(longer)
    }
    return Value(try context.graph.apply(.stack(axis: 0), [row]))
  }
}
