import Autodiff
import TensorCore

extension Builtin {
  static let arange = Builtin(
    "arange",
    [
      .required("start"), .optional("stop", .none), .optional("step", .number(1)), .dtype,
    ],
    BuiltinDocumentation(
      "Numbers from start up to, and without, stop; `arange(n)` starts at 0.",
      details: [
        "formula: start + i · step",
        "shapes: [ceil((stop - start)/step)]",
        "derivative: 1 for start, i for step; 0 for stop",
        "edge cases: Empty where stop is not beyond start; a step of 0 is a ValueError.",
      ],
      example: "arange(0, 1, 0.25)"
    )
  ) { context, arguments in
    let first = try arguments.numberAlone("start")
    let stop = try arguments.optional("stop") { try arguments.numberAlone($0) }
    let numbers = try Tensor.arange(
      stop == nil ? 0 : first,
      stop ?? first,
      step: arguments.numberAlone("step"),
      dtype: arguments.dtype()
    )
    var result = Operand(numbers)
    if stop != nil {
      let ones = try Tensor.filled(1, shape: numbers.shape, dtype: numbers.dtype)
      result = try arguments.moving(result, with: "start", by: ones, in: context.graph)
    }
    let places = try Tensor.arange(0, Double(numbers.count), dtype: numbers.dtype)
    return Value(try arguments.moving(result, with: "step", by: places, in: context.graph))
  }

  static let linspace = Builtin(
    "linspace",
    [.required("start"), .required("stop"), .optional("num", .number(50)), .dtype],
    BuiltinDocumentation(
      "Evenly spaced numbers from start to stop, both included.",
      details: [
        "formula: start + i · (stop - start)/(num - 1)",
        "shapes: [num]",
        "derivative: 1 - i/(num - 1) for start, i/(num - 1) for stop",
        "edge cases: The last number is stop exactly; of one number it is start.",
      ],
      example: "linspace(0, 1, 5)"
    )
  ) { context, arguments in
    Value(try arguments.spaced(dtype: arguments.dtype(), in: context.graph))
  }

  static let logspace = Builtin(
    "logspace",
    [
      .required("start"), .required("stop"), .optional("num", .number(50)),
      .optional("base", .number(10)), .dtype,
    ],
    BuiltinDocumentation(
      "Powers of the base whose exponents are evenly spaced from start to stop.",
      details: [
        "formula: base^linspace(start, stop, num)",
        "shapes: [num]",
        "derivative: that of the power, for start, stop and base",
        "edge cases: The ends are powers of the base, not the numbers given.",
      ],
      example: "logspace(0, 3, 4)"
    )
  ) { context, arguments in
    let exponents = try arguments.spaced(dtype: .float64, in: context.graph)
    let plain = Operand.number(try arguments.numberAlone("base"))
    let base = try arguments.differentiated("base").map { Operand.variable($0) } ?? plain
    let powers = try context.graph.apply(.power, base, exponents)
    let dtype = try arguments.dtype()
    return Value(dtype == powers.dtype ? powers : try context.graph.apply(.cast(to: dtype), powers))
  }
}

extension BoundArguments {
  /// `num` numbers from `start` to `stop`, which may be differentiated.
  fileprivate func spaced(dtype: DType, in graph: Graph) throws -> Operand {
    let count = try count("num")
    func line(_ start: Double, _ stop: Double) throws -> Tensor {
      try Tensor.linspace(start, stop, count: count, dtype: dtype)
    }
    let numbers = Operand(try line(numberAlone("start"), numberAlone("stop")))
    let moved = try moving(numbers, with: "start", by: line(1, 0), in: graph)
    return try moving(moved, with: "stop", by: line(0, 1), in: graph)
  }

  /// A tensor with what it gains when an argument moves, which is 0 now: so much for each element.
  fileprivate func moving(
    _ tensor: Operand,
    with name: String,
    by weights: Tensor,
    in graph: Graph
  ) throws -> Operand {
    guard let variable = try differentiated(name) else { return tensor }
    let step = try graph.apply(.subtract, .variable(variable), .number(variable.value.scalar))
    return try graph.apply(.add, tensor, graph.apply(.multiply, step, Operand(weights)))
  }
}
