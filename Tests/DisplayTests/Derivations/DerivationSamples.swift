import Display

enum DerivationSamples {
  /// Lecture 8's forward and backward pass at x = 2.
  static let lecture = Derivation(
    forward: [
      .init(name: "x", value: "2"),
      .init(name: "a", formula: "x²", substitution: "2²", value: "4"),
      .init(name: "b", formula: "exp(a)", substitution: "exp(4)", value: "54.5982"),
      .init(name: "c", formula: "a + b", substitution: "4 + 54.5982", value: "58.5982"),
      .init(name: "d", formula: "√c", substitution: "√58.5982", value: "7.65494"),
      .init(name: "e", formula: "cos(c)", substitution: "cos(58.5982)", value: "-0.460613"),
      .init(name: "f", formula: "d + e", substitution: "7.65494 + (-0.460613)", value: "7.19433"),
    ],
    backward: [
      .init(name: "f", terms: [], value: "1"),
      .init(name: "e", terms: [term("f", "e", "1", "1", "1")], value: "1"),
      .init(name: "d", terms: [term("f", "d", "1", "1", "1")], value: "1"),
      .init(
        name: "c",
        terms: [
          term("d", "c", "1/(2√c)", "1", "0.0653173"),
          term("e", "c", "-sin(c)", "1", "-0.887601"),
        ],
        value: "-0.822284"
      ),
      .init(name: "b", terms: [term("c", "b", "1", "-0.822284", "1")], value: "-0.822284"),
      .init(
        name: "a",
        terms: [
          term("b", "a", "exp(a)", "-0.822284", "54.5982"),
          term("c", "a", "1", "-0.822284", "1"),
        ],
        value: "-45.7175"
      ),
      .init(name: "x", terms: [term("a", "x", "2x", "-45.7175", "4")], value: "-182.87"),
    ],
    title: "f at x = 2"
  )

  private static func term(
    _ consumer: String,
    _ name: String,
    _ derivative: String,
    _ adjoint: String,
    _ local: String
  ) -> Derivation.Term {
    .init(
      consumer: consumer,
      of: name,
      derivative: derivative,
      adjointValue: adjoint,
      derivativeValue: local
    )
  }
}
