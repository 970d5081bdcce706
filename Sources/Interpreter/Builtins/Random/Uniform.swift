import TensorCore

extension Builtin {
  static let rand = Builtin(
    "rand",
    [.rest("sizes")],
    BuiltinDocumentation(
      "Random numbers between 0 and 1; one number where no size is given.",
      formula: #"u \sim \mathcal{U}(0, 1)"#,
      details: [
        "shapes: the sizes asked for",
        "derivative: none: a draw is a constant",
        "edge cases: 0 can be drawn, 1 cannot.",
      ],
      example: "rand(2, 3)"
    )
  ) { context, arguments in
    Value(
      try context.drawn(arguments.shape()) { [interruption = context.interruption] in
        try $0.uniform(count: $1.count, interruption: interruption)
      }
    )
  }

  static let randn = Builtin(
    "randn",
    [.rest("sizes")],
    BuiltinDocumentation(
      "Standard normal random numbers; one number where no size is given.",
      formula: #"z \sim \mathcal{N}(0, 1)"#,
      details: [
        "shapes: the sizes asked for",
        "derivative: none: a draw is a constant",
        "edge cases: A size of 0 gives an empty tensor.",
      ],
      example: "randn(2, 3)"
    )
  ) { context, arguments in
    Value(
      try context.drawn(arguments.shape()) { [interruption = context.interruption] in
        try $0.normal(count: $1.count, interruption: interruption)
      }
    )
  }
}
