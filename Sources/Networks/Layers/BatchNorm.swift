public import Autodiff
import TensorCore

/// Every feature shifted and scaled by its mean and deviation: of the batch while training, else of the past.
public struct BatchNorm: TensorLayer {
  public let kind = "batch_norm"
  public let signature: String
  public var parts: LayerParts
  public let count: Int
  /// The weight of a batch in the running statistics.
  public let momentum: Double
  public let epsilon: Double

  public var exampleForm: ExampleForm? { .features(count) }

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    let gamma = call.value(0, of: self)
    let axis = try featureAxis(of: x, in: call)
    let x = try call.cast(x, like: gamma)
    let shape = Shape([count] + [Int](repeating: 1, count: x.shape.rank - 1 - axis))
    let (mean, variance) =
      try call.isTraining
      ? batchStatistics(x, axis, shape, in: call)
      : (
        call.reshaped(try call.state(0, of: self), to: shape),
        call.reshaped(try call.state(1, of: self), to: shape)
      )
    let deviation = try call.apply(.sqrt, call.apply(.add, variance, variance.number(epsilon)))
    let factor = try call.apply(.divide, call.reshaped(gamma, to: shape), deviation)
    let scaled = try call.apply(.multiply, call.apply(.subtract, x, mean), factor)
    return try call.apply(.add, scaled, call.reshaped(call.value(1, of: self), to: shape))
  }

  /// Of images and sequences the axis behind the batch.
  private func featureAxis(of x: Operand, in call: ModelCall) throws -> Int {
    try call.requireRank(
      1...4,
      of: x,
      "(features), (batch, features) or (batch, channels, …)",
      self
    )
    let axis = x.shape.rank == 1 || (x.shape.rank == 3 && call.hasBatchAxis == false) ? 0 : 1
    let given = x.shape.dimensions[axis]
    guard given == count else {
      let name = x.shape.rank <= 2 ? "feature" : "channel"
      throw TensorError.shape(
        "\(call.place(of: self)) takes \(count) \(name)\(count == 1 ? "" : "s"), and got \(given): the input is \(x.shape)",
        hint: nil
      )
    }
    return axis
  }

  private func batchStatistics(
    _ x: Operand,
    _ axis: Int,
    _ shape: Shape,
    in call: ModelCall
  ) throws -> (mean: Operand, variance: Operand) {
    let axes = Array(0..<x.shape.rank).filter { $0 != axis }
    let size = x.shape.count / count
    guard size > 1 else {
      throw TensorError.value(
        "\(call.place(of: self)) needs more than one value for each feature while training, and got "
          + "\(x.shape)",
        hint: "a batch of at least two examples has a deviation"
      )
    }
    let mean = try call.apply(.mean(axes: axes), x)
    let wideMean = try call.reshaped(mean, to: shape)
    let centred = try call.apply(.subtract, x, wideMean)
    let variance = try call.apply(.mean(axes: axes), call.apply(.square, centred))
    // The running variance is an estimate of the population's, so it is the unbiased one.
    let unbiased = try call.apply(
      .multiply,
      variance,
      variance.number(Double(size) / Double(size - 1))
    )
    try update(0, with: mean, in: call)
    try update(1, with: unbiased, in: call)
    return (wideMean, try call.reshaped(variance, to: shape))
  }

  private func update(_ place: Int, with value: Operand, in call: ModelCall) throws {
    let old = try call.state(place, of: self)
    let kept = try call.apply(.multiply, old, old.number(1 - momentum))
    let added = try call.apply(.multiply, value, value.number(momentum))
    try call.update(place, of: self, to: call.apply(.add, kept, added))
  }
}

extension BatchNorm {
  static let definition = LayerDefinition(
    "batch_norm",
    [
      LayerParameter("n", .size), LayerParameter("momentum", .number, default: .number(0.1)),
      LayerParameter("eps", .number, default: .number(1e-5)), .dtype,
    ],
    LayerDocumentation(
      "A layer that gives every feature mean 0 and deviation 1 over the batch, then a scale and shift.",
      formula: #"y = \gamma \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta"#,
      shapes:
        "[batch, n] -> [batch, n]; [batch, n, ...] over batch and places; [n] when evaluating",
      derivative:
        "through mean and deviation of the batch; when evaluating γ ȳ / √(σ² + ε); γ̄ = Σ ȳ x̂, β̄ = Σ ȳ over the batch",
      parameters: "gamma [n] ones, beta [n] zeros; fields running_mean and running_var",
      training:
        "μ and σ² (of the population) are the batch's, and the running statistics r become "
        + "(1 - momentum) r + momentum s with the batch's mean and sample variance s; otherwise μ and "
        + "σ² are the running ones, which begin at 0 and 1",
      edgeCases: "A batch with one value for each feature has no deviation: a ValueError.",
      source: "Ioffe & Szegedy (2015)",
      example: "batch_norm(2)([[1, 2], [3, 6]], training=true)"
    )
  ) { arguments, workshop in
    let (count, dtype) = try (arguments.size("n"), arguments.dtype())
    let (momentum, epsilon) = try (arguments.number("momentum"), arguments.epsilon())
    guard (0...1).contains(momentum) else {
      throw LayerArgumentError(
        "momentum",
        "`batch_norm` needs a momentum from 0 to 1, not \(LayerSignature.text(momentum))"
      )
    }
    return BatchNorm(
      signature: LayerSignature("batch_norm", ["\(count)"])
        .with("momentum", momentum, unless: 0.1).with("eps", epsilon, unless: 1e-5).with(dtype)
        .text,
      parts: LayerParts(
        [
          try workshop.parameter("gamma", [count], filled: 1, dtype),
          try workshop.parameter("beta", [count], filled: 0, dtype),
        ],
        states: [
          NamedState(
            "running_mean",
            RunningState(try Tensor.filled(0, shape: [count], dtype: dtype))
          ),
          NamedState(
            "running_var",
            RunningState(try Tensor.filled(1, shape: [count], dtype: dtype))
          ),
        ]
      ),
      count: count,
      momentum: momentum,
      epsilon: epsilon
    )
  }
}
