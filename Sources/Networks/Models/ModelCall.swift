public import Autodiff
public import TensorCore

/// One call of a model, as its layers see it: the values of parameters and states, and what else a result depends on.
public final class ModelCall {
  /// Uniform numbers from 0 up to but not including 1, `float64`, of a shape.
  public typealias Draw = (_ shape: Shape) throws -> Operand
  /// Told of every layer's result, with the layer's path; the model itself has an empty one.
  public typealias Observer = (_ path: String, _ layer: any Layer, _ output: Tree) -> Void

  public let graph: Graph
  public private(set) var isTraining: Bool
  /// Whether images came with a batch axis; nil until a layer has seen one.
  var hasBatchAxis: Bool?
  private let model: Model
  private let parameters: [Operand]?
  private var states: [Operand]?
  private let draw: Draw
  private let observer: Observer?
  private var path: [String] = []

  init(
    _ model: Model,
    parameters: [Operand]?,
    states: [Operand]?,
    isTraining: Bool,
    graph: Graph,
    draw: @escaping Draw,
    observer: Observer?
  ) {
    self.model = model
    self.parameters = parameters
    self.states = states
    self.isTraining = isTraining
    self.graph = graph
    self.draw = draw
    self.observer = observer
  }

  /// The value of a layer's parameter, by its place among the layer's own.
  func value(_ place: Int, of layer: some Layer) -> Operand {
    let parameter = layer.parts.parameters[place].parameter
    guard let parameters, let index = model.places[ObjectIdentifier(parameter)] else {
      return .variable(parameter.variable)
    }
    return parameters[index]
  }

  func state(_ place: Int, of layer: some Layer) throws -> Operand {
    let state = layer.parts.states[place].state
    guard let states, let index = model.statePlaces[ObjectIdentifier(state)] else {
      return try state.operand(in: graph)
    }
    return states[index]
  }

  /// Remembers the next value of a state; it is the model's only when the whole call has succeeded.
  func update(_ place: Int, of layer: some Layer, to value: Operand) throws {
    guard let index = model.statePlaces[ObjectIdentifier(layer.parts.states[place].state)] else {
      return
    }
    var next = try nextStates()
    next[index] = value
    states = next
  }

  /// The states after the call, in the model's order.
  func nextStates() throws -> [Operand] {
    try states ?? model.states.map { try $0.state.operand(in: graph) }
  }

  /// Uniform random numbers of the session's stream.
  func uniform(_ shape: Shape) throws -> Operand { try draw(shape) }

  /// The result of a layer inside, which is named in messages by its path.
  func output(of child: (name: String, layer: any Layer), for input: Tree) throws -> Tree {
    if !child.name.isEmpty { path.append(child.name) }
    defer { if !child.name.isEmpty { path.removeLast() } }
    let output = try child.layer.output(for: input, in: self)
    observer?(path.joined(separator: "."), child.layer, output)
    return output
  }

  /// The result of a layer inside that is told whether it trains.
  func output(
    of child: (name: String, layer: any Layer),
    for input: Tree,
    isTraining: Bool
  ) throws -> Tree {
    let outer = self.isTraining
    self.isTraining = isTraining
    defer { self.isTraining = outer }
    return try output(of: child, for: input)
  }

  /// The values of all parameters of a layer inside, in its own order.
  func values(of inner: Model) -> [Operand] {
    inner.parameters.map { named in
      guard let parameters, let index = model.places[ObjectIdentifier(named.parameter)] else {
        return .variable(named.parameter.variable)
      }
      return parameters[index]
    }
  }

  /// What messages call a layer: `` `layer2` (dense) ``.
  func place(of layer: some Layer) -> String {
    path.isEmpty
      ? "`\(layer.kind)`" : "`\(path.joined(separator: "."))` (\(layer.kind))"
  }

  func apply(_ operation: Operation, _ first: Operand) throws -> Operand {
    try graph.apply(operation, first)
  }

  func apply(_ operation: Operation, _ first: Operand, _ second: Operand) throws -> Operand {
    try graph.apply(operation, first, second)
  }
}
