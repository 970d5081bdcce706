/// Every optimizer of first order, one line each.
public let allOptimizers: [OptimizerDefinition] = [
  .gradientDescent,
  .momentum,
  .nesterov,
  .adagrad,
  .rmsprop,
  .adam,
  .adamw,
  .lion,
]
