public import Autodiff
import TensorCore

/// A network as a thing: a layer, with every parameter and state in it once and by its path.
///
/// Two models of one layer share its parameters; `copy()` makes independent ones.
public final class Model {
  public let layer: any Layer
  /// In the order of the layers; a parameter that occurs twice stands under its first path.
  public let parameters: [NamedParameter]
  public let states: [NamedState]
  /// Where a parameter stands among `parameters`.
  let places: [ObjectIdentifier: Int]
  let statePlaces: [ObjectIdentifier: Int]
  /// The structure that the parameters' paths spell.
  let branches: Branch

  public init(_ layer: any Layer) {
    self.layer = layer
    var inventory = Inventory()
    inventory.collect(layer, path: "")
    parameters = inventory.parameters
    states = inventory.states
    places = inventory.places
    statePlaces = inventory.statePlaces
    branches = Branch(inventory.parameters)
  }

  /// The number of elements of all parameters.
  public var parameterCount: Int {
    parameters.reduce(0) { $0 + $1.parameter.variable.shape.count }
  }

  /// The result for an input, and the states afterwards; the model itself stays as it is.
  ///
  /// With `parameters` and `states`, one for each of the model's, it is a pure function of these, the input and what
  /// `draw` gives; on plain values it leaves no nodes in the graph. `adopt` makes states the model's own.
  ///
  /// - Throws: `TensorError` where the input does not fit a layer; errors of the user's functions unchanged.
  public func run(
    _ input: Tree,
    parameters: [Operand]? = nil,
    states: [Operand]? = nil,
    isTraining: Bool = false,
    in graph: Graph,
    draw: @escaping ModelCall.Draw,
    observer: ModelCall.Observer? = nil
  ) throws -> (output: Tree, states: [Operand]) {
    let call = ModelCall(
      self,
      parameters: parameters,
      states: states,
      isTraining: isTraining,
      graph: graph,
      draw: draw,
      observer: observer
    )
    let output = try call.output(of: ("", layer), for: input)
    return (output, try call.nextStates())
  }

  /// Sets the running statistics, in the order of `states`, to the values of results.
  public func adopt(states values: [Operand], in graph: Graph) throws {
    for (named, value) in zip(states, values) { try named.state.adopt(value, in: graph) }
  }

  /// A model of the same structure and values that shares nothing with this one.
  public func copy() -> Model {
    var copying = Copying()
    return Model(copying.copy(of: layer))
  }
}

/// The parameters and states of a layer and those inside it, each once.
private struct Inventory {
  var parameters: [NamedParameter] = []
  var states: [NamedState] = []
  var places: [ObjectIdentifier: Int] = [:]
  var statePlaces: [ObjectIdentifier: Int] = [:]

  mutating func collect(_ layer: any Layer, path: String) {
    let parts = layer.parts
    for (place, named) in parts.parameters.enumerated() {
      for child in parts.children(before: place) { collect(child, path) }
      guard places[ObjectIdentifier(named.parameter)] == nil else { continue }
      places[ObjectIdentifier(named.parameter)] = parameters.count
      parameters.append(named.inside(path))
    }
    for named in parts.states where statePlaces[ObjectIdentifier(named.state)] == nil {
      statePlaces[ObjectIdentifier(named.state)] = states.count
      states.append(NamedState(path.followed(by: named.name), named.state))
    }
    for child in parts.children(before: parts.parameters.count) { collect(child, path) }
  }

  private mutating func collect(_ child: (name: String, layer: any Layer), _ path: String) {
    collect(child.layer, path: path.followed(by: child.name))
  }
}

extension String {
  /// A path with one more step: `layer2.W`, `layer2[0]`.
  func followed(by step: String) -> String {
    if isEmpty || step.isEmpty { return self + step }
    return step.hasPrefix("[") ? self + step : "\(self).\(step)"
  }
}

/// Copies layers so that what was shared among them is shared among the copies.
private struct Copying {
  private var parameters: [ObjectIdentifier: Parameter] = [:]
  private var states: [ObjectIdentifier: RunningState] = [:]

  mutating func copy(of layer: any Layer) -> any Layer {
    var copy = layer
    copy.parts.parameters = layer.parts.parameters.map { named in
      NamedParameter(named.name, self.copy(of: named.parameter), isOwn: named.isOwn)
    }
    copy.parts.states = layer.parts.states.map { named in
      NamedState(named.name, self.copy(of: named.state))
    }
    copy.parts.children = layer.parts.children.map { ($0.name, self.copy(of: $0.layer)) }
    return copy
  }

  private mutating func copy(of parameter: Parameter) -> Parameter {
    if let known = parameters[ObjectIdentifier(parameter)] { return known }
    let leaf = parameter.variable
    let copy = Parameter(leaf.value, name: parameter.name, in: leaf.graph)
    parameters[ObjectIdentifier(parameter)] = copy
    return copy
  }

  private mutating func copy(of state: RunningState) -> RunningState {
    if let known = states[ObjectIdentifier(state)] { return known }
    let copy = RunningState(state.value)
    states[ObjectIdentifier(state)] = copy
    return copy
  }
}
