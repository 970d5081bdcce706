import TensorCore

extension Operation {
  /// The sum over all or some axes.
  public static func sum(axes: [Int]?, keepsDimensions: Bool = false) -> Operation {
    Operation(
      "sum",
      .call("sum", extra: axisLabel(axes)),
      .linear(
        LinearRule(
          blockForm: axes == nil ? .sum : nil,
          program: ProgramRule {
            try $0.sum($1[0], axes: axes, keepsDimensions: keepsDimensions)
          },
          value: { inputs, interruption in
            try inputs[0].sum(axes: axes, keepsDimensions: keepsDimensions, interruption)
          },
          transpose: { cotangent, inputs, _ in
            try cotangent.spread(over: axes, of: inputs[0].shape)
          },
          batching: .shifted {
            .sum(axes: BatchingRule.axes(axes, of: $0), keepsDimensions: keepsDimensions)
          }
        )
      )
    )
  }

  /// The mean over all or some axes.
  public static func mean(axes: [Int]?, keepsDimensions: Bool = false) -> Operation {
    Operation(
      "mean",
      .call("mean", extra: axisLabel(axes)),
      .linear(
        LinearRule(
          program: ProgramRule { program, inputs in
            let count = try program.shape(of: inputs[0]).reducedCount(axes)
            let sum = try program.sum(inputs[0], axes: axes, keepsDimensions: keepsDimensions)
            return try program.apply(.divide, to: sum, Double(count))
          },
          value: { inputs, interruption in
            let count = try inputs[0].shape.reducedCount(axes)
            guard count > 0 else {
              throw TensorError.value("the mean of nothing is not defined", hint: nil)
            }
            let sum = try inputs[0].sum(axes: axes, keepsDimensions: keepsDimensions, interruption)
            return try sum.mapped(.divide, Double(count))
          },
          transpose: { cotangent, inputs, _ in
            let count = Double(try inputs[0].shape.reducedCount(axes))
            return try (cotangent / count).spread(over: axes, of: inputs[0].shape)
          },
          batching: .shifted {
            .mean(axes: BatchingRule.axes(axes, of: $0), keepsDimensions: keepsDimensions)
          }
        )
      )
    )
  }

  static func axisLabel(_ axes: [Int]?) -> String {
    guard let axes else { return "" }
    let text = axes.map(String.init).joined(separator: ", ")
    return axes.count == 1 ? "axis=\(text)" : "axis=(\(text))"
  }
}

extension Shape {
  /// The shape with the reduced axes kept as ones; nil reduces all.
  func withOnes(at axes: [Int]?) throws -> Shape {
    try reduced(over: self.axes(axes), keepsDimensions: true)
  }

  /// How many elements go into one element of a reduction.
  func reducedCount(_ axes: [Int]?) throws -> Int {
    try self.axes(axes).reduce(1) { $0 * dimensions[$1] }
  }
}

extension Term {
  /// A reduction's result, or its cotangent, repeated over the axes that were reduced.
  func spread(over axes: [Int]?, of shape: Shape) throws -> Term {
    try (self.shape == .scalar ? self : reshaped(to: shape.withOnes(at: axes))).broadcast(to: shape)
  }
}

extension Definition {
  /// The sum over all or some axes.
  static let sum = reduction(
    "sum",
    "The sum over all or some axes.",
    formula: #"\sum_i x_i"#,
    derivative: "1 for every element",
    edgeCases: "The sum of nothing is 0.",
    example: "sum([[1, 2], [3, 4]], axis=0)"
  ) { .sum(axes: $0, keepsDimensions: $1) }

  /// The mean over all or some axes.
  static let mean = reduction(
    "mean",
    "The mean over all or some axes.",
    formula: #"\frac{1}{n} \sum_i x_i"#,
    derivative: "1/n for every element",
    edgeCases: "The mean of nothing is a ValueError.",
    example: "mean([1, 2, 6])"
  ) { .mean(axes: $0, keepsDimensions: $1) }

  /// A function of a tensor that takes `axis` and `keepdims`.
  static func reduction(
    _ name: String,
    _ summary: String,
    formula: String,
    derivative: String,
    edgeCases: String,
    example: String,
    values: [Double] = [1, -2, 0.5, 3, 4.2, -0.7],
    operation: @escaping @Sendable ([Int]?, Bool) -> Operation
  ) -> Definition {
    reduction(
      name,
      summary,
      formula: formula,
      derivative: derivative,
      edgeCases: edgeCases,
      example: example,
      values: values
    ) { graph, x, axes, keepsDimensions in
      try graph.apply(operation(axes, keepsDimensions), x)
    }
  }

  /// The same for a function composed of operations.
  static func reduction(
    _ name: String,
    _ summary: String,
    formula: String,
    derivative: String,
    edgeCases: String,
    example: String,
    values: [Double] = [1, -2, 0.5, 3, 4.2, -0.7],
    apply: @escaping @Sendable (Graph, Operand, [Int]?, Bool) throws -> Operand
  ) -> Definition {
    let matrix = Sample.Entry.tensor(values, [2, 3])
    return Definition(
      name,
      parameters: [ParameterSpecification("x", .operand), .axis, .keepdims],
      Documentation(
        summary,
        formula: formula,
        shapes: "[...] -> [...] without the reduced axes",
        derivative: derivative,
        edgeCases: edgeCases,
        example: example
      ),
      samples: [
        Sample([matrix, .absent, .flag(false)]), Sample([matrix, .axes([0]), .flag(false)]),
        Sample([matrix, .axes([-1]), .flag(true)]), Sample([matrix, .axes([0, 1]), .flag(true)]),
      ]
    ) { graph, arguments in
      try apply(graph, arguments.operand(0), arguments.axes(1), arguments.flag(2))
    }
  }
}
