package import TensorCore

extension Operation {
  /// The largest element of each window of images.
  package static func maxPool2d(_ pooling: Pooling) -> Operation {
    Operation(
      "max_pool2d",
      .call("max_pool2d"),
      .general(
        GeneralRule(
          value: { inputs, interruption in try pooling.maximum(inputs[0], interruption) },
          pullback: { cotangent, inputs, _, _ in
            try cotangent.applying(.unpoolAtMaxima(pooling), inputs[0])
          },
          pushforward: { tangent, inputs, _, _ in
            try tangent.applying(.poolAtMaxima(pooling), inputs[0])
          },
          batching: BatchingRule { batch in
            try batch[0].term.applying(.maxPool2d(pooling.repeated(batch.count)))
          }
        )
      )
    )
  }

  /// The elements of the first operand where the second has the largest of each window, their mean where it is several.
  private static func poolAtMaxima(_ pooling: Pooling) -> Operation {
    Operation(
      "pool2d",
      .call("pool2d"),
      .general(
        GeneralRule(
          derivativeUse: .second,
          value: { inputs, interruption in
            let shares = try pooling.shares(inputs[1], interruption)
            return try pooling.gathered(inputs[0], weights: shares, interruption)
          },
          pullback: { cotangent, inputs, _, index in
            index == 0 ? try cotangent.applying(.unpoolAtMaxima(pooling), inputs[1]) : nil
          },
          pushforward: { tangent, inputs, _, index in
            index == 0 ? try tangent.applying(.poolAtMaxima(pooling), inputs[1]) : nil
          },
          batching: BatchingRule { batch in
            let operation = poolAtMaxima(pooling.repeated(batch.count))
            return try batch.applying(operation, [batch.spread(0), batch.spread(1)])
          }
        )
      )
    )
  }

  /// Each window's number in the first operand, at the place of the window's largest element in the second.
  private static func unpoolAtMaxima(_ pooling: Pooling) -> Operation {
    Operation(
      "unpool2d",
      .call("unpool2d"),
      .general(
        GeneralRule(
          derivativeUse: .second,
          value: { inputs, interruption in
            let shares = try pooling.shares(inputs[1], interruption)
            return try pooling.spread(inputs[0], weights: shares, interruption)
          },
          pullback: { cotangent, inputs, _, index in
            index == 0 ? try cotangent.applying(.poolAtMaxima(pooling), inputs[1]) : nil
          },
          pushforward: { tangent, inputs, _, index in
            index == 0 ? try tangent.applying(.unpoolAtMaxima(pooling), inputs[1]) : nil
          },
          batching: BatchingRule { batch in
            let operation = unpoolAtMaxima(pooling.repeated(batch.count))
            return try batch.applying(operation, [batch.spread(0), batch.spread(1)])
          }
        )
      )
    )
  }

  /// A weighted sum of each window; without weights the mean.
  package static func pool(_ pooling: Pooling, _ weights: Tensor?) -> Operation {
    Operation(
      weights == nil ? "avg_pool2d" : "pool2d",
      .call(weights == nil ? "avg_pool2d" : "pool2d"),
      .linear(
        LinearRule(
          value: { inputs, interruption in
            try pooling.gathered(inputs[0], weights: weights, interruption)
          },
          transpose: { cotangent, _, _ in try cotangent.applying(.unpool(pooling, weights)) },
          batching: BatchingRule { batch in
            let operation = try Operation.pool(
              pooling.repeated(batch.count),
              repeated(weights, batch.count)
            )
            return try batch[0].term.applying(operation)
          }
        )
      )
    )
  }

  /// Each window's number, spread over its elements by the weights.
  private static func unpool(_ pooling: Pooling, _ weights: Tensor?) -> Operation {
    Operation(
      "unpool2d",
      .call("unpool2d"),
      .linear(
        LinearRule(
          value: { inputs, interruption in
            try pooling.spread(inputs[0], weights: weights, interruption)
          },
          transpose: { cotangent, _, _ in try cotangent.applying(.pool(pooling, weights)) },
          batching: BatchingRule { batch in
            let operation = try Operation.unpool(
              pooling.repeated(batch.count),
              repeated(weights, batch.count)
            )
            return try batch[0].term.applying(operation)
          }
        )
      )
    )
  }

  /// The weights of one batch of images for `count` of them.
  private static func repeated(_ weights: Tensor?, _ count: Int) throws -> Tensor? {
    try weights.map { try $0.broadcast(to: Shape([count] + $0.shape.dimensions)) }
  }
}

extension Definition {
  /// The largest element of each window of images.
  static let maxPool2d = pooling(
    "max_pool2d",
    "The largest element of each window of images.",
    formula: #"y_{i j} = \max_{k l} x_{s i + k, s j + l}"#,
    derivative: "1 for the largest element of a window",
    edgeCases: "Ties share the derivative evenly; nan wins. What no full window covers is left out."
  ) { .maxPool2d($0) }

  /// The mean of each window of images.
  static let avgPool2d = pooling(
    "avg_pool2d",
    "The mean of each window of images.",
    formula: #"y_{i j} = \frac{1}{h w} \sum_{k l} x_{s i + k, s j + l}"#,
    derivative: "1/(h w) for every element of a window",
    edgeCases: "What no full window covers is left out."
  ) { .pool($0, nil) }

  private static func pooling(
    _ name: String,
    _ summary: String,
    formula: String,
    derivative: String,
    edgeCases: String,
    operation: @escaping @Sendable (Pooling) -> Operation
  ) -> Definition {
    let image = Sample.Entry.tensor((0..<40).map { Double($0 * 7 % 41) / 5 - 1 }, [1, 2, 4, 5])
    return Definition(
      name,
      parameters: [
        ParameterSpecification("x", .operand), ParameterSpecification("size", .pair),
        ParameterSpecification("stride", .pair, default: .absent),
      ],
      Documentation(
        summary,
        formula: formula,
        shapes: "[batch, channels, height, width] -> [batch, channels, height', width']",
        derivative: derivative,
        edgeCases: edgeCases,
        example: "\(name)(reshape(arange(16), (1, 1, 4, 4)), 2)"
      ),
      samples: [
        Sample([image, .pair(2, 2), .absent]), Sample([image, .pair(3, 2), .pair(1, 1)]),
        Sample([image, .pair(2, 2), .pair(2, 3)]), Sample([image, .pair(1, 1), .integer(2)]),
      ]
    ) { graph, arguments in
      let x = try arguments.operand(0)
      let size = try arguments.pair(1) ?? (1, 1)
      let stride = try arguments.pair(2) ?? size
      return try graph.apply(
        operation(Pooling(x.shape, size: size, stride: stride, for: name)),
        x
      )
    }
  }
}
