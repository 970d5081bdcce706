public import Autodiff
import TensorCore

/// Every output a weighted sum of every input: `activation(x @ W + b)`.
public struct Dense: TensorLayer {
  public let kind = "dense"
  public let signature: String
  public var parts: LayerParts
  public let incoming: Int
  public let outgoing: Int
  public let activation: Activation?
  /// Whether `b` is among the parameters.
  public let hasBias: Bool

  public var isFullyDescribed: Bool { activation?.isBuiltin ?? true }

  public var exampleForm: ExampleForm? { .features(incoming) }

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    try call.requireFeatures(incoming, of: x, self)
    let weights = call.value(0, of: self)
    var y = try call.apply(.matmul, call.cast(x, like: weights), weights)
    if hasBias { y = try call.apply(.add, y, call.value(1, of: self)) }
    return try Activation.apply(activation, to: y, in: call)
  }
}

extension Dense {
  static let definition = LayerDefinition(
    "dense",
    [
      LayerParameter("in", .size), LayerParameter("out", .size), .activation, .initializer, .bias,
      .dtype,
    ],
    LayerDocumentation(
      "A layer that makes every output of a weighted sum of every input.",
      formula: #"y = \varphi(x W + b)"#,
      shapes: "[..., in] -> [..., out]",
      derivative: "x̄ = s Wᵀ, W̄ = xᵀ s, b̄ = Σ s over the batch, with s = φ'(x W + b) ȳ",
      parameters: "W [in, out] by `init`, b [out] zeros",
      edgeCases: "Another number of features is a ShapeError that names the layer.",
      example: "model = dense(2, 3, activation=tanh); model([1, 2]).shape"
    )
  ) { arguments, workshop in
    let (incoming, outgoing) = try (arguments.size("in"), arguments.size("out"))
    let (hasBias, dtype) = try (arguments.flag("bias"), arguments.dtype())
    let weights = try workshop.parameter(
      "W",
      [incoming, outgoing],
      arguments.initializer(),
      Fans(incoming, outgoing),
      dtype
    )
    let bias = try hasBias ? [workshop.parameter("b", [outgoing], filled: 0, dtype)] : []
    let activation = arguments.activation()
    return Dense(
      signature: LayerSignature("dense", ["\(incoming)", "\(outgoing)"])
        .with("activation", activation).with("bias", hasBias, unless: true).with(dtype).text,
      parts: LayerParts([weights] + bias),
      incoming: incoming,
      outgoing: outgoing,
      activation: activation,
      hasBias: hasBias
    )
  }
}
