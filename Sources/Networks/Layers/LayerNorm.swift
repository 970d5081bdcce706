public import Autodiff
import TensorCore

/// Every example shifted and scaled by the mean and deviation of its own features.
public struct LayerNorm: TensorLayer {
  public let kind = "layer_norm"
  public let signature: String
  public var parts: LayerParts
  public let count: Int
  public let epsilon: Double

  public var exampleForm: ExampleForm? { .features(count) }

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    try call.requireFeatures(count, of: x, self)
    let gamma = call.value(0, of: self)
    let x = try call.cast(x, like: gamma)
    let axes = [x.shape.rank - 1]
    let mean = try call.apply(.mean(axes: axes, keepsDimensions: true), x)
    let centred = try call.apply(.subtract, x, mean)
    let variance = try call.apply(
      .mean(axes: axes, keepsDimensions: true),
      call.apply(.square, centred)
    )
    let deviation = try call.apply(.sqrt, call.apply(.add, variance, variance.number(epsilon)))
    let normal = try call.apply(.divide, centred, deviation)
    return try call.apply(.add, call.apply(.multiply, normal, gamma), call.value(1, of: self))
  }
}

extension LayerNorm {
  static let definition = LayerDefinition(
    "layer_norm",
    [LayerParameter("n", .size), LayerParameter("eps", .number, default: .number(1e-5)), .dtype],
    LayerDocumentation(
      "A layer that gives the features of every example mean 0 and deviation 1, then a scale and shift.",
      formula: #"y = \gamma \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta"#,
      shapes: "[..., n] -> [..., n]",
      derivative: "through mean and deviation of each example; γ̄ = Σ ȳ x̂, β̄ = Σ ȳ over the batch",
      parameters: "gamma [n] ones, beta [n] zeros",
      edgeCases: "σ² is that of the population; of one feature y is beta.",
      source: "Ba, Kiros & Hinton (2016)",
      example: "layer_norm(3)([1, 2, 6])"
    )
  ) { arguments, workshop in
    let (count, dtype) = try (arguments.size("n"), arguments.dtype())
    let epsilon = try arguments.epsilon()
    return LayerNorm(
      signature: LayerSignature("layer_norm", ["\(count)"]).with("eps", epsilon, unless: 1e-5)
        .with(dtype).text,
      parts: LayerParts([
        try workshop.parameter("gamma", [count], filled: 1, dtype),
        try workshop.parameter("beta", [count], filled: 0, dtype),
      ]),
      count: count,
      epsilon: epsilon
    )
  }
}

extension LayerArguments {
  /// What keeps a deviation of 0 from being divided by.
  func epsilon() throws -> Double {
    let epsilon = try number("eps")
    guard epsilon >= 0, epsilon.isFinite else {
      throw LayerArgumentError(
        "eps",
        "`eps` is a small number of at least 0, not \(LayerSignature.text(epsilon))"
      )
    }
    return epsilon
  }
}
