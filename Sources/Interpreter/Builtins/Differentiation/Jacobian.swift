import Autodiff
import TensorCore

extension Builtin {
  static let jacobian = Builtin(
    "jacobian",
    [.required("f"), .optional("by", .none)],
    BuiltinDocumentation(
      "All first derivatives of a function or value: rows are outputs, columns inputs.",
      formula: #"J_{ij} = \frac{\partial f_i}{\partial x_j}"#,
      details: [
        "The shape is that of the output followed by that of the input.",
        "Of several arguments: a record by parameter name. A tuple of numbers counts as a vector.",
        "shapes: [m...] by [n...] -> [m..., n...]",
        "derivative: the second derivatives: `jacobian(grad(f))` is `hessian(f)`",
        "edge cases: 0 where an output does not depend on an input; the mode with fewer passes is taken.",
      ],
      example: "jacobian(x -> [x[0]^2, x[0] * x[1]])([2, 3])"
    )
  ) { context, arguments in
    if case .function(let function) = arguments["f"] {
      let names = try context.selection(arguments)
      return .function(
        try TransformedFunction(
          name: "jacobian(\(function.written))",
          parameters: function.parameters,
          from: [arguments["f"]],
          summary: "The Jacobian of \(function.described).",
          recipe: "jacobian \(names?.description ?? "by all")"
        ) { context, passed in
          try context.jacobian(of: function, passed, only: names)
        }
      )
    }
    let output = try context.lossVariable(arguments)
    if case .none = arguments["by"] {
      throw arguments.mistake(
        "f",
        .type,
        "the Jacobian of a value needs what it is taken by",
        hint: "`jacobian(y, x)`"
      )
    }
    let blocks = try context.leaves(arguments["by"], of: output, arguments).map { target in
      guard let leaf = target.leaf else {
        return Operand(try Tensor.filled(0, shape: output.shape.followed(by: target.kind.shape)))
      }
      return try context.graph.jacobian(of: output, for: leaf)
    }
    let value = try context.structured(blocks, like: arguments["by"])
    context.annotate(value, Context.jacobianNote)
    return value
  }
}

extension Context {
  static let jacobianNote = "rows are outputs, columns inputs"

  fileprivate func jacobian(
    of function: Function,
    _ passed: CallArguments,
    only names: [String]?
  ) throws -> Value {
    let call = try DifferentiatedCall(function, passed, only: names, in: self)
    let blocks = try graph.jacobian(
      of: call.engineFunction,
      at: call.trees,
      selected: call.selected,
      names: call.names
    )
    if call.isByNumbers, names == nil {
      let columns = blocks.flatMap(\.leaves)
      let axis = columns[0].shape.rank
      let value = Value(try graph.apply(.stack(axis: axis), columns))
      annotate(value, Context.jacobianNote)
      return value
    }
    guard blocks.count == 1 else {
      let fields = try zip(call.selectedNames, blocks).map { (name: $0, value: try Value($1)) }
      return .record(try Record(fields))
    }
    let value = try Value(blocks[0])
    annotate(value, Context.jacobianNote)
    return value
  }
}

extension Shape {
  /// The axes of both, one after the other.
  fileprivate func followed(by other: Shape) -> Shape { Shape(dimensions + other.dimensions) }
}
