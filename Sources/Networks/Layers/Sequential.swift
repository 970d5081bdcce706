public import Autodiff

/// Layers one after the other, each on the result of the one before.
public struct Sequential: Layer {
  public let kind = "sequential"
  public var parts: LayerParts

  /// The members become `layer1`, `layer2`, …; plain functions count.
  public init(_ layers: [any Layer]) {
    parts = LayerParts(
      children: layers.enumerated().map { ("layer\($0.offset + 1)", $0.element) }
    )
  }

  public var signature: String {
    "sequential(\(parts.children.map(\.layer.signature).joined(separator: ", ")))"
  }

  /// That of the first layer which says; those before it, a `dropout` say, take whatever comes.
  public var exampleForm: ExampleForm? {
    parts.children.lazy.compactMap(\.layer.exampleForm).first
  }

  public func output(for input: Tree, in call: ModelCall) throws -> Tree {
    var value = input
    for child in parts.children { value = try call.output(of: child, for: value) }
    return value
  }
}

extension Sequential {
  static let definition = LayerDefinition(
    "sequential",
    [LayerParameter("layers", .layers)],
    LayerDocumentation(
      "Layers one after the other, with plain functions among them.",
      formula: #"y = (f_k \circ \dots \circ f_1)(x)"#,
      shapes: "those of the first and the last layer",
      derivative: "back through the layers, the last one first",
      parameters:
        "those of the layers, as layer1.W, layer1.b, layer2.W, …; a plain function takes a number too",
      edgeCases: "A layer that occurs twice has its parameters once; without layers, x itself.",
      example: "model = sequential(dense(2, 8, activation=tanh), dense(8, 1)); model([1, 2]).shape"
    )
  ) { arguments, _ in Sequential(try arguments.layers("layers")) }
}
