import Language
import TensorCore

extension Builtin {
  static let zeros = filled("zeros", with: 0, example: "zeros(2, 3)")
  static let ones = filled("ones", with: 1, example: "ones((2, 3))")
  static let zerosLike = filled("zeros_like", like: 0)
  static let onesLike = filled("ones_like", like: 1)

  static let full = Builtin(
    "full",
    [.required("shape"), .required("value"), .dtype],
    BuiltinDocumentation(
      "A tensor of the given shape with one number everywhere.",
      details: [
        "shapes: the sizes asked for",
        "derivative: the sum of the cotangent for the value",
        "edge cases: A size of 0 gives an empty tensor, one below 0 a ValueError.",
      ],
      example: "full((2, 3), 7)"
    )
  ) { context, arguments in
    let shape = try Shape.validated(arguments.axes("shape"))
    if let value = try arguments.differentiated("value"), value.shape == .scalar {
      let number = try context.graph.apply(.cast(to: arguments.dtype()), .variable(value))
      return Value(try context.graph.apply(.broadcast(to: shape), number))
    }
    return Value(
      try Tensor.filled(arguments.numberAlone("value"), shape: shape, dtype: arguments.dtype())
    )
  }

  private static func filled(_ name: String, with number: Double, example: String) -> Builtin {
    Builtin(
      name,
      [.rest("sizes"), .dtype],
      BuiltinDocumentation(
        "A tensor of the given sizes with \(NumberText.text(number)) everywhere.",
        formula: "x_i = \(NumberText.text(number))",
        details: [
          "shapes: the sizes asked for",
          "derivative: none: it depends on nothing",
          "edge cases: Without a size a number; a size of 0 gives an empty tensor, one below 0 a ValueError.",
        ],
        example: example
      )
    ) { _, arguments in
      Value(try Tensor.filled(number, shape: arguments.shape(), dtype: arguments.dtype()))
    }
  }

  private static func filled(_ name: String, like number: Double) -> Builtin {
    Builtin(
      name,
      [.required("x")],
      BuiltinDocumentation(
        "A tensor of x's shape and element type with \(NumberText.text(number)) everywhere.",
        formula: "y_i = \(NumberText.text(number))",
        details: [
          "shapes: [...] -> [...]",
          "derivative: 0: it depends on the shape alone",
          "edge cases: Of a number a number; of bools bools.",
        ],
        example: "\(name)([1, 2, 3])"
      )
    ) { _, arguments in
      let kind = try arguments.operand("x").kind
      return Value(try Tensor.filled(number, shape: kind.shape, dtype: kind.dtype))
    }
  }
}
