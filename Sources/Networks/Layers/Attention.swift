public import Autodiff
import TensorCore

/// Every step of a sequence a weighted mean of all steps, with several sets of weights at once.
public struct Attention: TensorLayer {
  public let kind = "attention"
  public let signature: String
  public var parts: LayerParts
  public let size: Int
  public let heads: Int
  /// Whether a step sees only itself and those before.
  public let isCausal: Bool
  public let hasBias: Bool

  public var exampleForm: ExampleForm? { .sequence(features: size) }

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    try call.requireRank(2...3, of: x, "(time, features) or (batch, time, features)", self)
    try call.requireFeatures(size, of: x, self)
    let input = try call.cast(x, like: call.value(0, of: self))
    let (queries, keys, values) = try (
      split(projected(input, 0, in: call), in: call),
      split(projected(input, 1, in: call), in: call),
      split(projected(input, 2, in: call), in: call)
    )
    let mixed = try call.apply(.matmul, weights(queries, keys, in: call), values)
    return try projected(joined(mixed, in: call), 3, in: call)
  }

  private func projected(_ x: Operand, _ place: Int, in call: ModelCall) throws -> Operand {
    let product = try call.apply(.matmul, x, call.value(place, of: self))
    return try hasBias ? call.apply(.add, product, call.value(4 + place, of: self)) : product
  }

  /// From `(…, time, size)` to `(…, heads, time, size / heads)`.
  private func split(_ x: Operand, in call: ModelCall) throws -> Operand {
    let outer = Array(x.shape.dimensions.dropLast())
    let parts = try call.reshaped(x, to: Shape(outer + [heads, size / heads]))
    return try call.apply(.transpose(Self.swapped(parts.shape.rank, 1, 2)), parts)
  }

  private func joined(_ x: Operand, in call: ModelCall) throws -> Operand {
    let rank = x.shape.rank
    let rows = try call.apply(.transpose(Self.swapped(rank, 1, 2)), x)
    return try call.reshaped(rows, to: Shape(Array(rows.shape.dimensions.dropLast(2)) + [size]))
  }

  private func weights(_ queries: Operand, _ keys: Operand, in call: ModelCall) throws -> Operand {
    let rank = keys.shape.rank
    let columns = try call.apply(.transpose(Self.swapped(rank, 0, 1)), keys)
    let products = try call.apply(.matmul, queries, columns)
    var scores = try call.apply(
      .multiply,
      products,
      products.number(1 / Double(size / heads).squareRoot())
    )
    if isCausal {
      let time = keys.shape.dimensions[rank - 2]
      let steps = Operand(try Tensor.arange(0, Double(time)))
      let isSeen = try call.apply(
        .greaterOrEqual,
        call.apply(.reshape(to: [time, 1]), steps),
        steps
      )
      scores = try call.graph.apply(.select, [isSeen, scores, scores.number(-.infinity)])
    }
    return try call.apply(.softmax(axis: rank - 1), scores)
  }

  /// The order of axes with two of them exchanged, counted from the last.
  private static func swapped(_ rank: Int, _ a: Int, _ b: Int) -> [Int] {
    var order = Array(0..<rank)
    order.swapAt(rank - 1 - a, rank - 1 - b)
    return order
  }
}

extension Attention {
  static let definition = LayerDefinition(
    "attention",
    [
      LayerParameter("size", .size), LayerParameter("heads", .size),
      LayerParameter("causal", .flag, default: .flag(false)), .initializer, .bias, .dtype,
    ],
    LayerDocumentation(
      "A layer of self-attention, in which every step looks at all steps of its sequence.",
      formula: #"y = \operatorname{concat}_h\left(\operatorname{softmax}\left("#
        + #"\frac{Q_h K_h^\top}{\sqrt{d}}\right) V_h\right) W_o + b_o,\quad "#
        + #"Q = x W_q + b_q,\ K = x W_k + b_k,\ V = x W_v + b_v,\ d = \frac{size}{heads}"#,
      shapes: "[time, size] -> [time, size]; [batch, time, size] -> [batch, time, size]",
      derivative: "through products and softmax, to the input and every parameter",
      parameters: "W_q, W_k, W_v, W_o [size, size] by `init`, b_q, b_k, b_v, b_o [size] zeros",
      edgeCases: "`heads` divides `size`; with causal=true a step sees itself and those before.",
      source: "Vaswani et al. (2017), section 3.2",
      example: "attention(4, 2)(ones(5, 4)).shape"
    )
  ) { arguments, workshop in
    let (size, heads) = try (arguments.size("size"), arguments.size("heads"))
    guard size % heads == 0 else {
      let fitting = (1...size).filter { size % $0 == 0 }.map(String.init)
      throw LayerArgumentError(
        "heads",
        "`attention` cannot share \(size) features among \(heads) heads",
        hint: "the heads divide the size: " + fitting.joined(separator: ", ")
      )
    }
    let (isCausal, hasBias) = try (arguments.flag("causal"), arguments.flag("bias"))
    let (initializer, dtype) = try (arguments.initializer(), arguments.dtype())
    let weights = try ["W_q", "W_k", "W_v", "W_o"].map {
      try workshop.parameter($0, [size, size], initializer, Fans(size, size), dtype)
    }
    let biases =
      try hasBias
      ? ["b_q", "b_k", "b_v", "b_o"].map {
        try workshop.parameter($0, [size], filled: 0, dtype)
      } : []
    return Attention(
      signature: LayerSignature("attention", ["\(size)", "\(heads)"])
        .with("causal", isCausal, unless: false).with("bias", hasBias, unless: true).with(dtype)
        .text,
      parts: LayerParts(weights + biases),
      size: size,
      heads: heads,
      isCausal: isCausal,
      hasBias: hasBias
    )
  }
}
