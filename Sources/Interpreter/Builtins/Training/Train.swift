extension Builtin {
  static let train = Builtin(
    "train",
    [
      .required("model"), .required("data"), .optional("loss", .expression("mse")),
      .optional("optimizer", .expression("adam(1e-3)")), .optional("epochs", .number(10)),
      .optional("batch", .number(32)), .optional("validation", .none),
      .optional("metrics", .expression("()")), .optional("shuffle", .bool(true)),
      .optional("clip_norm", .none), .optional("early_stop", .none),
      .optional("show", .bool(true)),
    ],
    BuiltinDocumentation(
      "Makes a model's parameters follow the gradient of a loss over examples, and gives the history.",
      formula:
        #"\theta \leftarrow \theta - \text{step}(\nabla_\theta\, \text{loss}(\text{model}(x), y))"#,
      details: [
        "`data` is a tuple `(x, y)` or a record with the fields `x` and `y`; the first axis of both counts the examples. "
          + "`loss` is called as `loss(model(x), y)` and gives one number; what it does to the model's parameters, "
          + "to keep them small, say, counts too.",
        "An epoch is one pass over all examples in batches of `batch`, the last one smaller where they do not divide; "
          + "`batch=none` takes all at once. With `shuffle` every epoch of several batches has its own order, from the "
          + "session's generator. `float32` models compute in float32 whatever the data are.",
        "A method of second order, such as `lbfgs()` or `newton()`, makes one step with its line search on each batch; "
          + "`batch` is then all examples unless it is given, and the run ends where no step leads downhill.",
        "`validation` is further examples `(x, y)`, or the fraction of the data to set aside at random. `metrics` are "
          + "functions of predictions and targets, `accuracy`, `mae`, `r2` or one's own, or a record that names them; they are "
          + "measured after every epoch, of the validation data too as `validation_…`.",
        "`early_stop=5` ends when the validation loss (without validation data: the loss) has not improved for 5 "
          + "epochs; with it the model of the best epoch is restored. `clip_norm` shortens all gradients together.",
        "While it runs, one output shows epoch, losses, rate, time left and the loss curve; `show=false` shows nothing. "
          + "With a function, `show=() -> plot(model, (0, 1))`, what it gives is drawn in place of the curve.",
        "The history has the fields `loss`, `validation_loss`, the metrics, `batch_loss`, `best`, `ending`, `seconds` "
          + "and `optimizer`. A run begins with a fresh optimizer; `optimizer=history.optimizer` goes on where an "
          + "earlier one ended, its moments and its schedule too.",
        "Everything is tried out before the model is touched. Interrupted, the model has the parameters of the last "
          + "finished step, and the history tells of all steps so far. A loss that is no number ends the run with a "
          + "NumericError and the model of the last good step.",
      ],
      example:
        "model = dense(1, 1); h = train(model, ([[0], [1], [2]], [[1], [3], [5]]), epochs=200, optimizer=adam(0.1)); h.loss[-1] < 0.1"
    )
  ) { context, arguments in
    try context.refuseTrainingInside(arguments.function)
    let run = try context.undoingDrawsOnFailure {
      try TrainingRun(TrainingReader(arguments, in: context), in: context)
    }
    return .object(try run.history())
  }
}
