package import TensorCore

extension Operation {
  /// The convolution of images with kernels.
  package static func conv2d(_ convolution: Convolution) -> Operation {
    Operation(
      "conv2d",
      .call("conv2d"),
      .linear(
        LinearRule(
          value: { inputs, interruption in
            try convolution.value(inputs[0], inputs[1], interruption)
          },
          transpose: { cotangent, inputs, index in
            try index == 0
              ? cotangent.applying(.convolutionImages(convolution), inputs[1])
              : inputs[0].applying(.convolutionKernels(convolution), cotangent)
          },
          batching: BatchingRule { try longer($0, .conv2d(convolution.repeated($0.count))) }
        )
      )
    )
  }

  /// From the result's side and the kernels to the images: the transposed convolution.
  private static func convolutionImages(_ convolution: Convolution) -> Operation {
    Operation(
      "conv2d_images",
      .call("conv2d_images"),
      .linear(
        LinearRule(
          value: { inputs, interruption in
            try convolution.imageAdjoint(inputs[0], inputs[1], interruption)
          },
          transpose: { cotangent, inputs, index in
            try index == 0
              ? cotangent.applying(.conv2d(convolution), inputs[1])
              : cotangent.applying(.convolutionKernels(convolution), inputs[0])
          },
          batching: BatchingRule {
            try longer($0, .convolutionImages(convolution.repeated($0.count)))
          }
        )
      )
    )
  }

  /// From the images and the result's side to the kernels.
  private static func convolutionKernels(_ convolution: Convolution) -> Operation {
    Operation(
      "conv2d_kernels",
      .call("conv2d_kernels"),
      .linear(
        LinearRule(
          value: { inputs, interruption in
            try convolution.kernelAdjoint(inputs[0], inputs[1], interruption)
          },
          transpose: { cotangent, inputs, index in
            try index == 0
              ? inputs[1].applying(.convolutionImages(convolution), cotangent)
              : inputs[0].applying(.conv2d(convolution), cotangent)
          }
        )
      )
    )
  }

  /// A batch of batches of images as one longer batch; nil where the kernels differ too.
  private static func longer(_ batch: Batch, _ operation: Operation) throws -> Term? {
    guard batch[0].isBatched, !batch[1].isBatched else { return nil }
    let images = try batch[0].term.reshaped(to: batch[0].shape.withFirstAxis(times: batch.count))
    return try images.applying(operation, batch[1].term).reshaped(to: batch.shape)
  }
}

extension Definition {
  /// The convolution of images with kernels.
  static let conv2d = Definition(
    "conv2d",
    parameters: [
      ParameterSpecification("x", .operand), ParameterSpecification("K", .operand),
      ParameterSpecification("stride", .pair, default: .integer(1)),
      ParameterSpecification("padding", .pair, default: .integer(0)),
      ParameterSpecification("dilation", .pair, default: .integer(1)),
    ],
    Documentation(
      "The convolution of images with kernels, which are not turned round.",
      formula: #"y_{n o i j} = \sum_{c k l} K_{o c k l}\, x_{n, c, s i + d k - p, s j + d l - p}"#,
      shapes: "[batch, in, height, width], [out, in, h, w] -> [batch, out, height', width']",
      derivative: "the transposed convolution for x, the convolution of x with ȳ for K",
      edgeCases: "Beyond the border, where `padding` reaches, the image is 0.",
      source: "Dumoulin & Visin (2016), A guide to convolution arithmetic for deep learning",
      example: "conv2d(ones(1, 1, 3, 3), ones(1, 1, 2, 2))"
    ),
    samples: [
      Sample([image, kernel, .integer(1), .integer(0), .integer(1)]),
      Sample([image, kernel, .pair(2, 1), .pair(1, 2), .pair(1, 2)]),
      Sample([
        image, .tensor([1, -0.5, 0.3, 2], [2, 2, 1, 1]), .integer(1), .integer(0), .integer(1),
      ]),
      Sample([
        image, .tensor([1, -0.5, 0.3, 2], [2, 2, 1, 1]), .integer(2), .integer(1), .integer(1),
      ]),
    ]
  ) { graph, arguments in
    let (x, kernel) = try (arguments.operand(0), arguments.operand(1))
    let common = DType.common(x.dtype, rank: x.shape.rank, kernel.dtype, rank: kernel.shape.rank)
    let operands = try [x, kernel].map {
      $0.dtype == common ? $0 : try graph.apply(.cast(to: common), $0)
    }
    let convolution = try Convolution(
      x.shape,
      kernel.shape,
      stride: arguments.pair(2) ?? (1, 1),
      padding: arguments.pair(3) ?? (0, 0),
      dilation: arguments.pair(4) ?? (1, 1)
    )
    return try graph.apply(.conv2d(convolution), operands)
  }

  private static let image = Sample.Entry.tensor(
    (0..<40).map { Double($0 * 7 % 11) / 5 - 1 },
    [1, 2, 4, 5]
  )
  private static let kernel = Sample.Entry.tensor(
    (0..<24).map { Double($0 * 5 % 7) / 4 - 0.7 },
    [2, 2, 3, 2]
  )
}
