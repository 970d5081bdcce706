/// Every method of second order, one line each.
let allMethods: [Builtin] = [
  .newton,
  .newtonCG,
  .gaussNewton,
  .conjugateGradient,
  .lbfgs,
  .naturalGradient,
]
