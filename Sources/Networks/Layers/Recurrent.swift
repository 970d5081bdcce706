public import Autodiff
import TensorCore

/// A layer that reads a sequence step by step and carries a state along.
public struct Recurrent: TensorLayer {
  public let kind: String
  public let signature: String
  public var parts: LayerParts
  public let incoming: Int
  public let hidden: Int
  public let hasBias: Bool
  /// Whether only the last step's state is the result.
  public let givesLast: Bool
  let cell: any RecurrentCell

  public var isFullyDescribed: Bool { cell.isFullyDescribed }

  public var exampleForm: ExampleForm? { .sequence(features: incoming) }

  public func output(for x: Operand, in call: ModelCall) throws -> Operand {
    try call.requireRank(2...3, of: x, "(time, features) or (batch, time, features)", self)
    try call.requireFeatures(incoming, of: x, self)
    let timeAxis = x.shape.rank - 2
    let stepCount = x.shape.dimensions[timeAxis]
    guard stepCount > 0 else {
      throw TensorError.value("\(call.place(of: self)) got a sequence of no steps", hint: nil)
    }
    let weights = call.value(0, of: self)
    var inputs = try call.apply(.matmul, call.cast(x, like: weights), weights)
    if hasBias { inputs = try call.apply(.add, inputs, call.value(2, of: self)) }
    let batch = Array(x.shape.dimensions.prefix(timeAxis))
    var states = [Operand](
      repeating: Operand(
        try Tensor.filled(0, shape: Shape(batch + [hidden]), dtype: weights.dtype)
      ),
      count: cell.stateCount
    )
    var outputs: [Operand] = []
    let every = [AxisSelection](repeating: .all, count: timeAxis)
    for step in 0..<stepCount {
      let input = try call.apply(.index(every + [.index(step)]), inputs)
      let gates = Gates(
        input: input,
        state: try fromState(states[0], in: call),
        size: hidden,
        call: call
      )
      states = try cell.next(gates, states)
      if !givesLast { outputs.append(states[0]) }
    }
    return givesLast ? states[0] : try call.graph.apply(.stack(axis: timeAxis), outputs)
  }

  private func fromState(_ state: Operand, in call: ModelCall) throws -> Operand {
    let product = try call.apply(.matmul, state, call.value(1, of: self))
    return try hasBias ? call.apply(.add, product, call.value(3, of: self)) : product
  }
}

/// One step of a recurrent layer.
protocol RecurrentCell {
  /// How many vectors of the hidden size the input is turned into.
  var gateCount: Int { get }
  /// How many vectors are carried along; the first is the result.
  var stateCount: Int { get }
  /// Whether it holds no function of the user's.
  var isFullyDescribed: Bool { get }
  func next(_ gates: Gates, _ states: [Operand]) throws -> [Operand]
  /// Which of its gates ONNX has first, second, ….
  var gateOrderInONNX: [Int] { get }
  /// What ONNX has to be told of the cell; `place` is what messages call the layer.
  func attributesInONNX(_ place: String) throws -> [(name: String, value: ONNXGraph.Attribute)]
}

/// What the input and the state contribute to the gates of one step, side by side along the last axis.
struct Gates {
  let input: Operand
  let state: Operand
  let size: Int
  let call: ModelCall

  /// The contribution of the input to one gate.
  func fromInput(_ gate: Int) throws -> Operand { try part(gate, of: input) }

  /// The contribution of the state to one gate.
  func fromState(_ gate: Int) throws -> Operand { try part(gate, of: state) }

  /// Both together, for all gates.
  func sum() throws -> Operand { try call.apply(.add, input, state) }

  /// One gate's stretch of the last axis.
  func part(_ gate: Int, of all: Operand) throws -> Operand {
    let every = [AxisSelection](repeating: .all, count: all.shape.rank - 1)
    return try call.apply(
      .index(every + [.slice(start: gate * size, stop: (gate + 1) * size, step: 1)]),
      all
    )
  }
}

extension Recurrent {
  /// A recurrent layer as the language offers it; the options stand between the sizes and `init`.
  static func definition(
    _ name: String,
    options: [LayerParameter] = [],
    _ documentation: LayerDocumentation,
    cell: @escaping @Sendable (LayerArguments) -> any RecurrentCell
  ) -> LayerDefinition {
    LayerDefinition(
      name,
      [LayerParameter("in", .size), LayerParameter("hidden", .size)] + options + [
        LayerParameter("last", .flag, default: .flag(false)), .initializer,
        LayerParameter("recurrent_init", .initializer, default: .text("orthogonal")), .bias, .dtype,
      ],
      documentation
    ) { arguments, workshop in
      let cell = cell(arguments)
      let (incoming, hidden) = try (arguments.size("in"), arguments.size("hidden"))
      let (givesLast, hasBias) = try (arguments.flag("last"), arguments.flag("bias"))
      let dtype = try arguments.dtype()
      let width = cell.gateCount * hidden
      let weights = try [
        workshop.gateWeights(
          "W_x",
          [incoming, hidden],
          cell.gateCount,
          arguments.initializer(),
          dtype
        ),
        workshop.gateWeights(
          "W_h",
          [hidden, hidden],
          cell.gateCount,
          arguments.initializer("recurrent_init"),
          dtype
        ),
      ]
      let biases =
        try hasBias
        ? ["b_x", "b_h"].map { try workshop.parameter($0, [width], filled: 0, dtype) } : []
      return Recurrent(
        kind: name,
        signature: LayerSignature(name, ["\(incoming)", "\(hidden)"])
          .with("activation", arguments.activation()).with("last", givesLast, unless: false)
          .with("bias", hasBias, unless: true).with(dtype).text,
        parts: LayerParts(weights + biases),
        incoming: incoming,
        hidden: hidden,
        hasBias: hasBias,
        givesLast: givesLast,
        cell: cell
      )
    }
  }

  static let derivative = "back through all steps, to the input and every parameter"

  static let shapes =
    "[time, in] -> [time, hidden]; [batch, time, in] -> [batch, time, hidden]; with last=true only "
    + "the last step's state: [hidden] or [batch, hidden]"

  /// The parameters of a layer with some gates, in an order.
  static func parameters(_ gates: String) -> String {
    "W_x [in, \(gates)] by `init`, W_h [hidden, \(gates)] by `recurrent_init` gate by gate, b_x and "
      + "b_h [\(gates)] zeros"
  }
}

extension Workshop {
  /// The weights of all gates side by side, each filled on its own.
  fileprivate func gateWeights(
    _ name: String,
    _ shape: Shape,
    _ count: Int,
    _ initializer: Initializer,
    _ dtype: DType
  ) throws -> NamedParameter {
    let fans = Fans(shape.dimensions[0], shape.dimensions[1])
    let parts = try (0..<count).map { _ in try initializer.fill(shape, fans, self) }
    return try parameter(name, Tensor.concatenated(parts, axis: 1).cast(to: dtype))
  }
}
