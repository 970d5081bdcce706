import Autodiff
import Display
import Language
import Networks
import TensorCore

/// A model as a value: called like a function, with fields, and a record of parameters to whatever differentiates it.
final class ModelFunction: Function {
  let model: Model
  /// Values in place of the parameters' own, as a transform puts them there; nil for the model itself.
  let values: [Operand]?
  /// The layers inside that were asked for, each a model of the same parameters; of the model itself only.
  private var knownLayers: [String: ModelFunction] = [:]
  /// The parameters by name, once they were asked for; of the model itself only, whose parameters stay the same.
  private var knownRecord: Record?

  /// The layer of the user's own that calls it; nil outside of one.
  private let host: InnerModel?

  init(_ model: Model, values: [Operand]? = nil, depth: Int = 0) {
    self.model = model
    self.values = values
    host = nil
    super.init(name: model.layer.kind, parameters: Self.parameters(false), depth: depth)
  }

  /// A model inside a layer of the user's own, which trains when that does.
  init(_ host: InnerModel) {
    model = host.model
    values = host.values
    self.host = host
    super.init(name: model.layer.kind, parameters: Self.parameters(host.isTraining), depth: 0)
  }

  private static func parameters(_ isTraining: Bool) -> [FormalParameter] {
    [.required("x"), .keyword("training", .bool(isTraining))]
  }

  override func call(_ arguments: CallArguments, in context: Context) throws -> Value {
    let bound = try arguments.bound(to: self)
    let isTraining = try bound.bool("training")
    if let host {
      let input = try input(bound["x"], in: context)
      return try Value(host.output(for: input, isTraining: isTraining))
    }
    let result = try model.run(
      input(bound["x"], in: context),
      parameters: values,
      isTraining: isTraining,
      in: context.graph,
      draw: { shape in
        try context.drawn(shape) { try $0.uniform(count: $1.count) }
      }
    )
    if isTraining { try model.adopt(states: result.states, in: context.graph) }
    return try Value(result.output)
  }

  /// What layers get of an argument: ranges and bools count as numbers there.
  private func input(_ value: Value, in context: Context) throws -> Tree {
    switch value {
    case .range, .bool: try value.operand.map(Tree.leaf) ?? value.tree(in: context)
    default: try value.tree(in: context)
    }
  }

  /// The model with values in place of its parameters' own, where they are others.
  func value(_ operands: [Operand]) -> Value {
    let own = currentValues
    let isSame = zip(operands, own).allSatisfy { given, own in
      guard let given = given.variable, let own = own.variable else { return false }
      return given.isSame(as: own)
    }
    return .function(isSame ? self : ModelFunction(model, values: operands, depth: depth))
  }

  /// The values that a call computes with, one for each parameter.
  var currentValues: [Operand] {
    values ?? model.parameters.map { .variable($0.parameter.variable) }
  }

  /// The model with the present values as constants.
  var plain: ModelFunction {
    ModelFunction(model, values: currentValues.map(\.detached), depth: depth)
  }

  override var kind: String { "model" }

  override var signature: String { "\(name)(x, training=false)" }

  override var summary: String { "A model with \(model.parameterCount) parameters." }

  override func tree(in context: Context) throws -> Tree? {
    .parameters(model.structure(currentValues), of: self)
  }

  override var record: Record? {
    get throws {
      if let knownRecord { return knownRecord }
      let fields = model.structure(currentValues)
      guard values == nil else { return try Record(fields.map { ($0.name, try Value($0.value)) }) }
      var parameters = model.parameters.map { Value.parameter($0.parameter) }[...]
      let record = try Record(fields.map { ($0.name, try Self.member($0.value, &parameters)) })
      knownRecord = record
      return record
    }
  }

  override var fieldNames: [String] {
    var names = ["params"]
    let (members, children) = ((try? record?.names) ?? [], children(of: model.layer))
    // Layers without parameters stand where they are among the others.
    let ordered = members.allSatisfy(children.contains) ? children : members + children
    for name in ordered + states(of: model.layer) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  override func field(_ name: String) throws -> Value? {
    if name == "params" { return try .record(record ?? Record()) }
    if let layer = knownLayers[name] { return .function(layer) }
    let field = try field(name, of: model.layer)
    if values == nil, case .function(let function) = field {
      knownLayers[name] = function as? ModelFunction
    }
    return field
  }

  override func bundle(in context: Context) throws -> MIMEBundle {
    ModelDisplay(model).bundle
  }
}

extension ModelFunction {
  /// A structure of values with the parameters that they belong to in their place.
  private static func member(_ tree: Tree, _ parameters: inout ArraySlice<Value>) throws -> Value {
    switch tree {
    case .leaf: parameters.popFirst() ?? .none
    case .tuple(let members): try .tuple(of: members.map { try member($0, &parameters) })
    case .record(let fields), .parameters(let fields, _):
      .record(try Record(fields.map { ($0.name, try member($0.value, &parameters)) }))
    case .other: .none
    }
  }

  /// A layer inside, a parameter or a state; a child without a name shares its fields.
  private func field(_ name: String, of layer: any Layer) throws -> Value? {
    let parts = layer.parts
    if let child = parts.children.first(where: { $0.name == name }) {
      let part = Model(child.layer)
      return .function(
        ModelFunction(part, values: values.map { model.values(of: part, from: $0) }, depth: depth)
      )
    }
    if let state = parts.states.first(where: { $0.name == name })?.state {
      return Value(state.value)
    }
    if parts.children.count == 1, parts.children[0].name.isEmpty {
      return try field(name, of: parts.children[0].layer)
    }
    return try record?[name]
  }

  /// The running statistic of a name, of the model itself only; a child without a name shares its fields.
  func statistic(_ name: String) -> RunningState? {
    guard values == nil else { return nil }
    var layer = model.layer
    while true {
      if let named = layer.parts.states.first(where: { $0.name == name }) { return named.state }
      let children = layer.parts.children
      guard children.count == 1, children[0].name.isEmpty else { return nil }
      layer = children[0].layer
    }
  }

  private func states(of layer: any Layer) -> [String] {
    layer.parts.states.map(\.name)
      + layer.parts.children.filter(\.name.isEmpty).flatMap { states(of: $0.layer) }
  }

  private func children(of layer: any Layer) -> [String] {
    layer.parts.children.flatMap { $0.name.isEmpty ? children(of: $0.layer) : [$0.name] }
      .filter { !$0.contains(".") && !$0.contains("[") }
  }
}
