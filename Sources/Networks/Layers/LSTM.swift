import Autodiff

/// The step of a long short-term memory.
struct LSTMCell: RecurrentCell {
  let gateCount = 4
  let stateCount = 2
  let isFullyDescribed = true

  func next(_ gates: Gates, _ states: [Operand]) throws -> [Operand] {
    let call = gates.call
    let sum = try gates.sum()
    let input = try call.apply(.sigmoid, gates.part(0, of: sum))
    let forget = try call.apply(.sigmoid, gates.part(1, of: sum))
    let candidate = try call.apply(.tanh, gates.part(2, of: sum))
    let output = try call.apply(.sigmoid, gates.part(3, of: sum))
    let memory = try call.apply(
      .add,
      call.apply(.multiply, forget, states[1]),
      call.apply(.multiply, input, candidate)
    )
    return [try call.apply(.multiply, output, call.apply(.tanh, memory)), memory]
  }

  static let definition = Recurrent.definition(
    "lstm",
    LayerDocumentation(
      "A recurrent layer with a memory beside its state, which gates open and close.",
      formula: #"\begin{aligned} (i, f, g, o) &= x_t W_x + b_x + h_{t-1} W_h + b_h \\"#
        + #" c_t &= \sigma(f)\, c_{t-1} + \sigma(i) \tanh(g) \\"#
        + #" h_t &= \sigma(o) \tanh(c_t) \end{aligned}"#,
      shapes: Recurrent.shapes,
      derivative: Recurrent.derivative,
      parameters: Recurrent.parameters("4 hidden") + "; the gates in the order i, f, g, o",
      edgeCases: "The first state and memory are 0.",
      source: "Hochreiter & Schmidhuber (1997); Gers, Schmidhuber & Cummins (2000)",
      example: "lstm(2, 3)(ones(5, 2)).shape"
    )
  ) { _ in LSTMCell() }
}
