/// Every initialisation of weights, one line each.
public let allInitializers: [Initializer] = [
  .glorot,
  .he,
  .lecun,
  .orthogonal,
  .zeros,
  .normal,
  .uniform,
]
