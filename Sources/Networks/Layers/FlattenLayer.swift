public import Autodiff
import TensorCore

/// Every example of a batch as a vector.
public struct FlattenLayer: TensorLayer {
  public let kind = "flatten_layer"
  public let signature = "flatten_layer()"
  public var parts = LayerParts()

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    let sizes = x.shape.dimensions
    guard sizes.count > 1 else { return x }
    let isSingle = call.hasBatchAxis == false
    let count = (isSingle ? sizes[...] : sizes.dropFirst()).reduce(1, *)
    return try call.apply(.reshape(to: isSingle ? [count] : [sizes[0], count]), x)
  }
}

extension FlattenLayer {
  static let definition = LayerDefinition(
    "flatten_layer",
    [],
    LayerDocumentation(
      "A layer that makes every example of a batch a vector.",
      shapes: "[batch, ...] -> [batch, features]; [features] -> [features]",
      derivative: "the cotangent in the shape of x",
      edgeCases:
        "Behind a layer of images that got one image without a batch, the whole image is the example.",
      example: "flatten_layer()(ones(5, 2, 4, 4)).shape"
    )
  ) { _, _ in FlattenLayer() }
}
