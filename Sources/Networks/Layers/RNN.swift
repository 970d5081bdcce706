import Autodiff

/// The simple recurrent step: an activation of a weighted sum of input and state.
struct RNNCell: RecurrentCell {
  let activation: Activation?
  let gateCount = 1
  let stateCount = 1
  var isFullyDescribed: Bool { activation?.isBuiltin ?? true }

  func next(_ gates: Gates, _ states: [Operand]) throws -> [Operand] {
    let sum = try gates.sum()
    guard let activation else { return [try gates.call.apply(.tanh, sum)] }
    return [try Activation.apply(activation, to: sum, in: gates.call)]
  }

  static let definition = Recurrent.definition(
    "rnn",
    options: [.activation],
    LayerDocumentation(
      "A simple recurrent layer, which carries its result along a sequence.",
      formula: #"h_t = \tanh(x_t W_x + b_x + h_{t-1} W_h + b_h)"#,
      shapes: Recurrent.shapes,
      derivative: Recurrent.derivative,
      parameters: Recurrent.parameters("hidden"),
      edgeCases: "The first state is 0; an `activation` takes the place of tanh.",
      source: "Elman (1990)",
      example: "rnn(2, 3)(ones(5, 2)).shape"
    )
  ) { arguments in RNNCell(activation: arguments.activation()) }
}
