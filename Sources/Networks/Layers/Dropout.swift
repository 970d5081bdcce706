public import Autodiff
import TensorCore

/// Zeros at random while training, so that no unit relies on another.
public struct Dropout: TensorLayer {
  public let kind = "dropout"
  /// How likely an element becomes 0.
  public let probability: Double
  public var parts = LayerParts()

  public var signature: String { "dropout(\(LayerSignature.text(probability)))" }

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    guard call.isTraining, probability > 0 else { return x }
    let kept = try call.apply(
      .greaterOrEqual,
      call.uniform(x.shape),
      .number(probability)
    )
    let scale = try x.number(1 / (1 - probability))
    let mask = try call.apply(.cast(to: x.dtype.arithmetic), kept)
    return try call.apply(.multiply, x, call.apply(.multiply, mask, scale))
  }
}

extension Dropout {
  static let definition = LayerDefinition(
    "dropout",
    [LayerParameter("p", .number, default: .number(0.5))],
    LayerDocumentation(
      "A layer that sets elements to 0 at random while training.",
      formula: #"y_i = \frac{m_i}{1 - p} x_i,\quad m_i \sim \operatorname{Bernoulli}(1 - p)"#,
      shapes: "[...] -> [...]",
      derivative: "ȳ m / (1 - p) with the same draws; ȳ when evaluating",
      training:
        "each element is 0 with probability p, the others are divided by 1 - p, so that the mean "
        + "stays; otherwise y = x",
      edgeCases: "p is at least 0 and below 1; every call draws anew from the session's generator.",
      source: "Srivastava et al. (2014)",
      example: "dropout(0.5)(ones(6), training=true)"
    )
  ) { arguments, _ in
    let probability = try arguments.number("p")
    guard (0..<1).contains(probability) else {
      throw LayerArgumentError(
        "p",
        "`dropout` needs a probability of at least 0 and below 1, not "
          + LayerSignature.text(probability),
        hint: probability == 1 ? "with 1 nothing would be left" : nil
      )
    }
    return Dropout(probability: probability)
  }
}
