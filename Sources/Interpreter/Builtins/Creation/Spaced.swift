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
        "edge cases: Empty where stop is not beyond start; a step of 0 is a ValueError.",
      ],
      example: "arange(0, 1, 0.25)"
    )
  ) { _, arguments in
    let first = try arguments.number("start")
    let stop = try arguments.optional("stop") { try arguments.number($0) }
    return Value(
      try Tensor.arange(
        stop == nil ? 0 : first,
        stop ?? first,
        step: arguments.number("step"),
        dtype: arguments.dtype()
      )
    )
  }

  static let linspace = Builtin(
    "linspace",
    [.required("start"), .required("stop"), .optional("num", .number(50)), .dtype],
    BuiltinDocumentation(
      "Evenly spaced numbers from start to stop, both included.",
      details: [
        "shapes: [count]",
        "edge cases: The last number is stop exactly; of one number it is start.",
      ],
      example: "linspace(0, 1, 5)"
    )
  ) { _, arguments in
    Value(
      try Tensor.linspace(
        arguments.number("start"),
        arguments.number("stop"),
        count: arguments.count("num"),
        dtype: arguments.dtype()
      )
    )
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
        "shapes: [count]",
        "edge cases: The ends are powers of the base, not the numbers given.",
      ],
      example: "logspace(0, 3, 4)"
    )
  ) { _, arguments in
    Value(
      try Tensor.logspace(
        arguments.number("start"),
        arguments.number("stop"),
        count: arguments.count("num"),
        base: arguments.number("base"),
        dtype: arguments.dtype()
      )
    )
  }
}
