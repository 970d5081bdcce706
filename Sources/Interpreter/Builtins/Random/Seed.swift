import TensorCore

extension Builtin {
  static let seed = Builtin(
    "seed",
    [.required("n")],
    BuiltinDocumentation(
      "Starts the random stream anew; a session begins at seed 0.",
      details: [
        "shapes: [] -> nothing",
        "derivative: none",
        "edge cases: The same seed gives the same numbers on every machine.",
      ],
      example: "seed(1); rand()"
    )
  ) { context, arguments in
    context.random = RandomStream(seed: UInt64(try arguments.count("n")))
    return .none
  }
}
