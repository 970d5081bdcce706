public import Autodiff
public import TensorCore

/// A layer of the user's own: a function of its parameters and the input.
public struct CustomLayer: Layer {
  public let kind = "layer"
  public let signature: String
  public let isFullyDescribed = false
  public var parts: LayerParts
  private let structure: ParameterStructure
  /// Of parameters and input, and of whether it trains where it asks for that.
  private let function: OwnFunction

  public func output(for input: Tree, in call: ModelCall) throws -> Tree {
    var values = parts.parameters.indices.map { call.value($0, of: self) }[...]
    var models = parts.children.map { InnerModel($0, in: call) }[...]
    let parameters = structure.tree(&values, &models)
    return try function.call(parameters, input, call.isTraining)
  }
}

/// A model among the parameters of a layer of one's own, as the layer's function calls it.
public final class InnerModel {
  public let model: Model
  /// The values of its parameters in the call.
  public let values: [Operand]
  /// Whether the layer around it trains.
  public let isTraining: Bool
  private let child: (name: String, layer: any Layer)
  private let call: ModelCall

  fileprivate init(_ child: (name: String, layer: any Layer), in call: ModelCall) {
    model = Model(child.layer)
    values = call.values(of: model)
    isTraining = call.isTraining
    self.child = child
    self.call = call
  }

  /// The result, as that of a layer inside: statistics of training become the whole model's when its call succeeds.
  public func output(for input: Tree, isTraining: Bool) throws -> Tree {
    try call.output(of: child, for: input, isTraining: isTraining)
  }
}

/// A user's function as a layer calls it.
public struct OwnFunction {
  /// How it is written; empty for one without a name.
  public let name: String
  let call: (_ parameters: Tree, _ input: Tree, _ isTraining: Bool) throws -> Tree

  public init(
    _ name: String,
    _ call: @escaping (_ parameters: Tree, _ input: Tree, _ isTraining: Bool) throws -> Tree
  ) {
    self.name = name
    self.call = call
  }
}

/// What a layer of one's own takes as its parameters, in the structure its function gets them in.
public indirect enum ParameterStructure {
  /// A number or tensor, which becomes a parameter.
  case value(Tensor)
  /// A parameter of the user's, which stays what it is.
  case parameter(Parameter)
  /// A model, whose parameters are the layer's too.
  case model(any Layer)
  case tuple([ParameterStructure])
  case record([(name: String, member: ParameterStructure)])

  /// The values in this structure.
  fileprivate func tree(
    _ values: inout ArraySlice<Operand>,
    _ models: inout ArraySlice<InnerModel>
  ) -> Tree {
    switch self {
    case .value, .parameter: values.popFirst().map(Tree.leaf) ?? .other(nil)
    case .model: .other(models.popFirst())
    case .tuple(let members): .tuple(members.map { $0.tree(&values, &models) })
    case .record(let fields): .record(fields.map { ($0.name, $0.member.tree(&values, &models)) })
    }
  }

  /// The parameters and the layers inside, by the names of their paths.
  fileprivate func parts(in graph: Graph) -> LayerParts {
    var parts = StructureParts(graph: graph)
    parts.collect(self, named: "")
    return LayerParts(parts.parameters, children: parts.children, behind: parts.places)
  }
}

/// What a structure holds, from left to right.
private struct StructureParts {
  let graph: Graph
  private(set) var parameters: [NamedParameter] = []
  private(set) var children: [(name: String, layer: any Layer)] = []
  /// How many parameters stand before each child.
  private(set) var places: [Int] = []

  init(graph: Graph) { self.graph = graph }

  mutating func collect(_ structure: ParameterStructure, named name: String) {
    let path = name.isEmpty ? "p" : name
    switch structure {
    case .value(let tensor):
      parameters.append(NamedParameter(path, Parameter(tensor, name: path, in: graph)))
    case .parameter(let parameter):
      parameters.append(NamedParameter(path, parameter, isOwn: false))
    case .model(let layer):
      children.append((path, layer))
      places.append(parameters.count)
    case .tuple(let members):
      for (place, member) in members.enumerated() {
        collect(member, named: "\(path)[\(place)]")
      }
    case .record(let fields):
      for field in fields { collect(field.member, named: name.followed(by: field.name)) }
    }
  }
}

extension CustomLayer {
  static let definition = LayerDefinition(
    "layer",
    [LayerParameter("params", .structure), LayerParameter("f", .function)],
    LayerDocumentation(
      "A layer of one's own: a function of its parameters and the input.",
      formula: #"y = f(p, x)"#,
      shapes: "those of the function",
      derivative: "that of the function, by x and every parameter",
      parameters:
        "the numbers and tensors of `params`, under the names of the record's fields; of a tuple "
        + "p[0], p[1], …; one alone is p. A model among them is called in the function, `p.body(x)`, and its "
        + "parameters are the layer's: body.W, …",
      training:
        "a function (p, x, training) is told by its third parameter; models among the parameters train with it",
      edgeCases: "A parameter made with `param` stays the same parameter, so that layers share it.",
      example: "scale = layer({w: [1, 2]}, (p, x) -> p.w * x); scale([3, 4])"
    )
  ) { arguments, workshop in
    let (structure, function) = try (arguments.structure("params"), arguments.function("f"))
    return CustomLayer(
      signature: "layer(…, \(function.name.isEmpty ? "(p, x) -> …" : function.name))",
      parts: structure.parts(in: workshop.graph),
      structure: structure,
      function: function
    )
  }
}
