public import Autodiff
public import TensorCore

/// A layer of the user's own: a function of its parameters and the input.
public struct CustomLayer: Layer {
  public let kind = "layer"
  public let signature: String
  public var parts: LayerParts
  private let structure: ParameterStructure
  /// Of parameters and input, and of whether it trains where it asks for that.
  private let function: OwnFunction

  public func output(for input: Tree, in call: ModelCall) throws -> Tree {
    var values = parts.parameters.indices.map { call.value($0, of: self) }[...]
    let parameters = structure.tree(&values)
    return try function.call(parameters, input, call.isTraining)
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
  case tuple([ParameterStructure])
  case record([(name: String, member: ParameterStructure)])

  /// The values in this structure.
  fileprivate func tree(_ values: inout ArraySlice<Operand>) -> Tree {
    switch self {
    case .value, .parameter: values.popFirst().map(Tree.leaf) ?? .other(nil)
    case .tuple(let members): .tuple(members.map { $0.tree(&values) })
    case .record(let fields): .record(fields.map { ($0.name, $0.member.tree(&values)) })
    }
  }

  fileprivate func parameters(named name: String, in graph: Graph) -> [NamedParameter] {
    switch self {
    case .value(let tensor):
      let path = name.isEmpty ? "p" : name
      return [NamedParameter(path, Parameter(tensor, name: path, in: graph))]
    case .parameter(let parameter):
      return [NamedParameter(name.isEmpty ? "p" : name, parameter, isOwn: false)]
    case .tuple(let members):
      let path = name.isEmpty ? "p" : name
      return members.enumerated().flatMap {
        $0.element.parameters(named: "\(path)[\($0.offset)]", in: graph)
      }
    case .record(let fields):
      return fields.flatMap { $0.member.parameters(named: name.followed(by: $0.name), in: graph) }
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
        + "p[0], p[1], …; one alone is p",
      training: "a function (p, x, training) is told by its third parameter",
      edgeCases: "A parameter made with `param` stays the same parameter, so that layers share it.",
      example: "scale = layer({w: [1, 2]}, (p, x) -> p.w * x); scale([3, 4])"
    )
  ) { arguments, workshop in
    let (structure, function) = try (arguments.structure("params"), arguments.function("f"))
    return CustomLayer(
      signature: "layer(…, \(function.name.isEmpty ? "(p, x) -> …" : function.name))",
      parts: LayerParts(structure.parameters(named: "", in: workshop.graph)),
      structure: structure,
      function: function
    )
  }
}
