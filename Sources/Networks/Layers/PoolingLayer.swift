public import Autodiff
import TensorCore

/// Windows of images, each of which becomes one number.
public struct PoolingLayer: TensorLayer {
  public enum Measure: Sendable { case maximum, mean }

  public let measure: Measure
  public let size: (rows: Int, columns: Int)
  public let stride: (rows: Int, columns: Int)
  public var parts = LayerParts()

  public var kind: String { measure == .maximum ? "max_pool2d_layer" : "avg_pool2d_layer" }

  public var signature: String {
    LayerSignature(kind, [LayerSignature.text(size)]).with("stride", stride, unless: size).text
  }

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    try call.noteImages(x, self)
    let pooling = try Pooling(x.shape, size: size, stride: stride, for: call.place(of: self))
    return try call.apply(measure == .maximum ? .maxPool2d(pooling) : .pool(pooling, nil), x)
  }
}

extension PoolingLayer {
  static let maximum = definition(
    .maximum,
    "A layer that keeps the largest element of each window of images.",
    formula: #"y_{i j} = \max_{k l} x_{s i + k, s j + l}"#,
    derivative: "the cotangent of each window to its largest element",
    edgeCases: "Ties share the derivative evenly; what no full window covers is left out."
  )

  static let mean = definition(
    .mean,
    "A layer that takes the mean of each window of images.",
    formula: #"y_{i j} = \frac{1}{h w} \sum_{k l} x_{s i + k, s j + l}"#,
    derivative: "the cotangent of each window, divided among its elements",
    edgeCases: "What no full window covers is left out."
  )

  private static func definition(
    _ measure: Measure,
    _ summary: String,
    formula: String,
    derivative: String,
    edgeCases: String
  ) -> LayerDefinition {
    let name = PoolingLayer(measure: measure, size: (1, 1), stride: (1, 1)).kind
    return LayerDefinition(
      name,
      [
        LayerParameter("size", .sizePair),
        LayerParameter("stride", .sizePair, default: .absent),
      ],
      LayerDocumentation(
        summary,
        formula: formula,
        shapes: "[batch, channels, height, width] -> [batch, channels, height', width'] with "
          + "height' = (height - size) / stride + 1; one image without the batch too",
        derivative: derivative,
        edgeCases: "The stride is the size where none is given. \(edgeCases)",
        example: "\(name)(2)(reshape(arange(16), (1, 4, 4)))"
      )
    ) { arguments, _ in
      let size = try arguments.pair("size")
      return PoolingLayer(
        measure: measure,
        size: size,
        stride: arguments.optionalPair("stride") ?? size
      )
    }
  }
}
