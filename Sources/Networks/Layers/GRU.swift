import Autodiff

/// The step of a gated recurrent unit.
struct GRUCell: RecurrentCell {
  let gateCount = 3
  let stateCount = 1
  let isFullyDescribed = true

  func next(_ gates: Gates, _ states: [Operand]) throws -> [Operand] {
    let call = gates.call
    func gate(_ place: Int) throws -> Operand {
      let sum = try call.apply(.add, gates.fromInput(place), gates.fromState(place))
      return try call.apply(.sigmoid, sum)
    }
    let (reset, update) = try (gate(0), gate(1))
    let remembered = try call.apply(.multiply, reset, gates.fromState(2))
    let candidate = try call.apply(.tanh, call.apply(.add, gates.fromInput(2), remembered))
    // (1 - z) n + z h, with one product: n + z (h - n).
    let distance = try call.apply(.subtract, states[0], candidate)
    return [try call.apply(.add, candidate, call.apply(.multiply, update, distance))]
  }

  static let definition = Recurrent.definition(
    "gru",
    LayerDocumentation(
      "A gated recurrent layer, which chooses what to keep of its state.",
      formula: #"\begin{aligned} r &= \sigma(x_t W_{xr} + b_{xr} + h_{t-1} W_{hr} + b_{hr}) \\"#
        + #" z &= \sigma(x_t W_{xz} + b_{xz} + h_{t-1} W_{hz} + b_{hz}) \\"#
        + #" n &= \tanh(x_t W_{xn} + b_{xn} + r (h_{t-1} W_{hn} + b_{hn})) \\"#
        + #" h_t &= (1 - z) n + z h_{t-1} \end{aligned}"#,
      shapes: Recurrent.shapes,
      derivative: Recurrent.derivative,
      parameters: Recurrent.parameters("3 hidden") + "; the gates in the order r, z, n",
      edgeCases: "The first state is 0.",
      source: "Cho et al. (2014), with the reset behind the product",
      example: "gru(2, 3)(ones(5, 2)).shape"
    )
  ) { _ in GRUCell() }
}
