public import Autodiff
import TensorCore

/// A layer with a way around it: x plus its result.
public struct Residual: Layer {
  public let kind = "residual"
  public var parts: LayerParts

  public var signature: String { "residual(\(inner.layer.signature))" }

  /// The layer inside; its parameters are the residual's own.
  private var inner: (name: String, layer: any Layer) { parts.children[0] }

  public var exampleForm: ExampleForm? { inner.layer.exampleForm }

  public func output(for input: Tree, in call: ModelCall) throws -> Tree {
    let output = try call.output(of: inner, for: input)
    guard case .leaf(let x) = input, case .leaf(let y) = output else {
      throw TensorError.type(
        "\(call.place(of: self)) adds its input, \(input.described), to what the layer inside "
          + "gives, \(output.described)"
      )
    }
    guard x.shape == y.shape else {
      throw TensorError.shape(
        "\(call.place(of: self)) adds its input \(x.shape) to what the layer inside gives, \(y.shape)",
        hint: "the layer inside a residual keeps the shape"
      )
    }
    return .leaf(try call.apply(.add, x, y))
  }
}

extension Residual {
  static let definition = LayerDefinition(
    "residual",
    [LayerParameter("layer", .layer)],
    LayerDocumentation(
      "A layer with a way around it: the input plus what the layer inside gives.",
      formula: "y = x + f(x)",
      shapes: "those of the layer inside, which keeps the shape",
      derivative: "ȳ, plus what goes back through the layer inside",
      parameters: "those of the layer inside",
      training: "that of the layer inside",
      edgeCases: "A layer that changes the shape is a ShapeError.",
      source: "He, Zhang, Ren & Sun (2016)",
      example: "residual(dense(2, 2, init=\"zeros\"))([1, 2])"
    )
  ) { arguments, _ in
    let layers = try arguments.layers("layer")
    return Residual(parts: LayerParts(children: [("", layers[0])]))
  }
}
