extension Builtin {
  static let fold = Builtin(
    "fold",
    [.required("f"), .required("init"), .required("xs")],
    BuiltinDocumentation(
      "The last value of an accumulator that f(accumulator, x) replaces for each row x.",
      formula: #"a_n,\quad a_i = f(a_{i-1}, x_i)"#,
      details: [
        "shapes: those of what f gives last",
        "derivative: through all steps, also for init",
        "edge cases: Of no rows init.",
      ],
      example: "fold((a, x) -> a + x, 0, [1, 2, 3])"
    )
  ) { context, arguments in
    var accumulator = arguments["init"]
    try accumulate(context, arguments) { accumulator = $0 }
    return accumulator
  }

  static let scan = Builtin(
    "scan",
    [.required("f"), .required("init"), .required("xs")],
    BuiltinDocumentation(
      "The list of all values of an accumulator that f(accumulator, x) replaces for each row x.",
      formula: #"[a_1, \dots, a_n],\quad a_i = f(a_{i-1}, x_i)"#,
      details: [
        "Of accumulators that are tuples or records: the same structure of lists.",
        "shapes: [n, ...] of n rows and an accumulator [...]",
        "derivative: through all steps, also for init",
        "edge cases: Of no rows an empty list; init is not in the list.",
      ],
      example: "scan((a, x) -> a + x, 0, [1, 2, 3])"
    )
  ) { context, arguments in
    var values: [Value] = []
    try accumulate(context, arguments) { values.append($0) }
    guard let first = values.first else {
      return try context.list(of: [], from: arguments.function)
    }
    switch first {
    case .tuple, .record:
      return try Value(context.graph.stacked(values.map { try $0.tree(in: context) }))
    default: return try context.list(of: values, from: arguments.function)
    }
  }

  static let iterate = Builtin(
    "iterate",
    [.required("f"), .required("x0"), .required("n")],
    BuiltinDocumentation(
      "What f makes of x0 when it is applied n times.",
      details: [
        "formula: f(f(… f(x0)))",
        "shapes: that of x0, if f keeps it",
        "derivative: through all steps",
        "edge cases: n = 0 gives x0; n below 0 is a ValueError.",
      ],
      example: "iterate(x -> x / 2, 1, 10)"
    )
  ) { context, arguments in
    let function = try arguments.function("f")
    var value = arguments["x0"]
    for _ in 0..<(try arguments.count("n")) {
      try context.poll()
      value = try context.call(function, [value])
    }
    return value
  }

  /// Calls `f(accumulator, row)` for each row and hands on every new accumulator.
  private static func accumulate(
    _ context: Context,
    _ arguments: BoundArguments,
    _ receive: (Value) -> Void
  ) throws {
    let function = try arguments.function("f")
    let sequence = try RowSequence(arguments["xs"], in: context)
    defer { sequence.end() }
    var accumulator = arguments["init"]
    for index in 0..<sequence.count {
      try context.poll()
      accumulator = try context.call(function, [accumulator, sequence.row(index, in: context)])
      receive(accumulator)
    }
  }
}
