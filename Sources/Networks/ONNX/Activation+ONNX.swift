import TensorCore

extension Activation {
  /// What a function of the language does to a value; none does nothing.
  static func output(
    _ activation: Activation?,
    for x: ONNXGraph.Value,
    of layer: some Layer,
    in builder: inout ONNXBuilder
  ) throws -> ONNXGraph.Value {
    guard let activation else { return x }
    guard activation.isBuiltin, let form = ONNXFunction.named(activation.name) else {
      throw UnwritableContent(
        "the activation \(activation.name.isEmpty ? "" : "`\(activation.name)` ")of "
          + "\(builder.place(of: layer)) is a function that ONNX has no operator for",
        hint: ONNXFunction.hint
      )
    }
    return try form.apply(x, &builder.graph)
  }
}

/// A function of the language as ONNX writes it.
struct ONNXFunction: Sendable {
  private let names: [String]
  let apply: @Sendable (ONNXGraph.Value, inout ONNXGraph) throws -> ONNXGraph.Value

  static func named(_ name: String) -> ONNXFunction? { all.first { $0.names.contains(name) } }

  static let hint = "those that can be exported: " + all.map { $0.names[0] }.joined(separator: " ")

  private static func direct(
    _ names: [String],
    _ operation: String,
    _ attributes: [(name: String, value: ONNXGraph.Attribute)] = []
  ) -> ONNXFunction {
    ONNXFunction(names: names) { x, graph in graph.apply(operation, [x], attributes) }
  }

  /// The natural logarithm times a factor.
  private static func logarithm(_ name: String, factor: Double) -> ONNXFunction {
    ONNXFunction(names: [name]) { x, graph in
      graph.apply("Mul", [graph.apply("Log", [x]), try graph.constant(factor)])
    }
  }

  private static let all: [ONNXFunction] = [
    direct(["relu"], "Relu"),
    direct(["tanh"], "Tanh"),
    direct(["sigmoid", "σ"], "Sigmoid"),
    direct(["leaky_relu"], "LeakyRelu", [("alpha", .number(0.01))]),
    direct(["elu"], "Elu"),
    direct(["selu"], "Selu"),
    ONNXFunction(names: ["gelu"]) { x, graph in
      let scaled = graph.apply("Mul", [x, try graph.constant(0.5.squareRoot())])
      let twice = graph.apply("Add", [graph.apply("Erf", [scaled]), try graph.constant(1)])
      return graph.apply("Mul", [graph.apply("Mul", [x, twice]), try graph.constant(0.5)])
    },
    ONNXFunction(names: ["silu"]) { x, graph in
      graph.apply("Mul", [x, graph.apply("Sigmoid", [x])])
    },
    direct(["softplus"], "Softplus"),
    direct(["softsign"], "Softsign"),
    ONNXFunction(names: ["hardtanh"]) { x, graph in
      graph.apply("Clip", [x, try graph.constant(-1), try graph.constant(1)])
    },
    direct(["softmax"], "Softmax", [("axis", .integer(-1))]),
    direct(["log_softmax"], "LogSoftmax", [("axis", .integer(-1))]),
    ONNXFunction(names: ["identity"]) { x, _ in x },
    ONNXFunction(names: ["square"]) { x, graph in graph.apply("Mul", [x, x]) },
    ONNXFunction(names: ["expm1"]) { x, graph in
      graph.apply("Sub", [graph.apply("Exp", [x]), try graph.constant(1)])
    },
    ONNXFunction(names: ["log1p"]) { x, graph in
      graph.apply("Log", [graph.apply("Add", [x, try graph.constant(1)])])
    },
    logarithm("log2", factor: 1.442_695_040_888_963_4),
    logarithm("log10", factor: 0.434_294_481_903_251_83),
    direct(["abs"], "Abs"),
    direct(["exp"], "Exp"),
    direct(["log"], "Log"),
    direct(["sqrt"], "Sqrt"),
    direct(["sin"], "Sin"),
    direct(["cos"], "Cos"),
    direct(["tan"], "Tan"),
    direct(["asin"], "Asin"),
    direct(["acos"], "Acos"),
    direct(["atan"], "Atan"),
    direct(["sinh"], "Sinh"),
    direct(["cosh"], "Cosh"),
    direct(["asinh"], "Asinh"),
    direct(["acosh"], "Acosh"),
    direct(["atanh"], "Atanh"),
    direct(["erf"], "Erf"),
    direct(["round"], "Round"),
    direct(["sign"], "Sign"),
    direct(["floor"], "Floor"),
    direct(["ceil"], "Ceil"),
  ]
}

extension FunctionLayer: ONNXLayer {
  func output(for x: ONNXGraph.Value, in builder: inout ONNXBuilder) throws -> ONNXGraph.Value {
    guard isBuiltin, let form = ONNXFunction.named(name) else {
      throw UnwritableContent(
        "\(builder.place(of: self)) is a plain function that ONNX has no operator for",
        hint: ONNXFunction.hint
      )
    }
    return try form.apply(x, &builder.graph)
  }
}
