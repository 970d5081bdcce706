import Language
import Networks
import TensorCore

extension Builtin {
  static let learningRateSweep = Builtin(
    "learning_rate_sweep",
    [
      .required("model"), .required("data"), .optional("loss", .expression("mse")),
      .optional("optimizer", .expression("adam")),
      .optional("rates", .expression("logspace(-5, 0, 11)")), .optional("epochs", .number(5)),
      .optional("batch", .number(32)), .optional("validation", .none),
      .optional("shuffle", .bool(true)), .optional("clip_norm", .none),
      .optional("show", .bool(true)),
    ],
    BuiltinDocumentation(
      "The loss that copies of a model reach with different learning rates, to choose one by.",
      details: [
        "For each of the `rates` a copy of the model is trained for some `epochs`; the model itself stays as it is. All "
          + "copies see the same batches and draws, and the session's random stream goes on as if nothing had been "
          + "drawn. What `data`, `loss`, `batch`, `validation`, `shuffle` and `clip_norm` mean `train` says.",
        "`optimizer` is a function that makes an optimizer of a rate: `adam`, `momentum`, or "
          + "`rate -> adamw(rate, weight_decay=0.1)`.",
        "Shows a table and the curve over a logarithmic axis, with the best rate marked. A run whose loss is no number, "
          + "or ten times what it began with, counts as diverged.",
        "Fields: rates, loss (of the validation data, where there are any; nan where a run diverged), best (the rate of "
          + "the least loss; none where all diverged).",
        "source: Smith, \"Cyclical learning rates for training neural networks\" (2017), section 3.3",
      ],
      example: "x = linspace(-1, 1, 32); learning_rate_sweep(dense(1, 1, init=\"zeros\"), "
        + "(reshape(x, (32, 1)), reshape(3x, (32, 1))), rates=[1e-3, 0.1, 1], epochs=20, show=false)"
    )
  ) { context, arguments in
    try context.refuseTrainingInside(arguments.function)
    let rates = try arguments.rates(in: context)
    let optimizers = try rates.map { try arguments.optimizer(ofRate: $0, in: context) }
    let reader = try TrainingReader(arguments, by: optimizers[0], in: context)
    let sweep = RateSweep(reader, rates: rates, in: context)
    return .object(try sweep.result(optimizers))
  }
}

extension BoundArguments {
  /// The rates to try: positive numbers.
  fileprivate func rates(in context: Context) throws -> [Double] {
    guard isGiven("rates") else {
      guard case .function(let logspace)? = context.globals.builtin("logspace") else {
        preconditionFailure("there is a builtin `logspace`")
      }
      let all = try context.call(logspace, [.number(-5), .number(0), .number(11)])
      return try all.operand?.value.values ?? []
    }
    let tensor = try tensor("rates")
    guard tensor.count > 0, tensor.rank <= 1 else {
      throw mistake(
        "rates",
        .shape,
        "`learning_rate_sweep` needs a vector of rates, not shape \(tensor.shape)",
        hint: "such as `rates=logspace(-5, 0, 11)`"
      )
    }
    for rate in tensor.values where !(rate > 0 && rate.isFinite) {
      throw mistake(
        "rates",
        .value,
        "a learning rate to try is a positive number, not \(NumberText.text(rate))"
      )
    }
    return tensor.values
  }

  fileprivate func optimizer(ofRate rate: Double, in context: Context) throws -> TrainingOptimizer {
    var maker = self["optimizer"]
    if !isGiven("optimizer") { maker = context.globals.builtin("adam") ?? .none }
    guard case .function(let function) = maker else {
      throw needs(
        "a function that makes an optimizer of a rate",
        "optimizer",
        hint: "write `optimizer=adam`, or `optimizer=rate -> momentum(rate, beta=0.5)`"
      )
    }
    switch try context.call(function, [.number(rate)]) {
    case .object(let object as OptimizerValue): return .rule(object)
    case .object(let object as MethodValue): return .method(object)
    case let other:
      throw mistake(
        "optimizer",
        .type,
        "`optimizer` makes an optimizer of a rate, and \(function.described) gave \(other.described)",
        hint: "write `optimizer=adam`, or `optimizer=rate -> momentum(rate, beta=0.5)`"
      )
    }
  }
}
