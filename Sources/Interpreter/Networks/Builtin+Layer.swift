import Autodiff
import Language
import Networks
import TensorCore

extension Builtin {
  /// A layer of the engine's as a builtin that makes it.
  init(_ definition: LayerDefinition) {
    let documentation = definition.documentation
    let details = [
      ("shapes", documentation.shapes),
      ("derivative", documentation.derivative),
      ("parameters", documentation.parameters),
      ("training", documentation.training),
      ("edge cases", documentation.edgeCases),
      ("source", documentation.source ?? ""),
    ].filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)" }
    self.init(
      definition.name,
      definition.parameters.map(FormalParameter.init),
      BuiltinDocumentation(
        documentation.summary,
        formula: documentation.formula,
        details: details,
        example: documentation.example
      )
    ) { context, arguments in
      let reader = LayerArgumentReader(arguments, context)
      var values: [String: LayerArgument] = [:]
      for parameter in definition.parameters {
        values[parameter.name] = try reader.argument(parameter)
      }
      let workshop = Workshop(
        context.graph,
        uniform: { try context.random.uniform(count: $0) },
        normal: { try context.random.normal(count: $0) }
      )
      do {
        let layer = try definition.make(LayerArguments(values), workshop)
        return try context.model(of: layer, arguments)
      } catch let error as LayerArgumentError {
        throw arguments.mistake(error.parameter, .value, error.message, hint: error.hint)
      }
    }
  }
}

extension Context {
  /// A layer as the language has it: a model whose parameters have their names in it.
  fileprivate func model(of layer: any Layer, _ arguments: BoundArguments) throws -> Value {
    let model = Model(layer)
    model.nameParameters()
    let given = arguments.given.map(\.value) + arguments.rest.map(\.value)
    let depth = try Nesting.depth(around: given)
    // A model that a transform has put other values into keeps them inside the new one.
    let parts = given.flatMap(\.models).filter { $0.values != nil }
    guard !parts.isEmpty else { return .function(ModelFunction(model, depth: depth)) }
    var values: [ObjectIdentifier: Operand] = [:]
    for part in parts {
      for (named, value) in zip(part.model.parameters, part.currentValues) {
        values[ObjectIdentifier(named.parameter)] = value
      }
    }
    let all = model.parameters.map {
      values[ObjectIdentifier($0.parameter)] ?? .variable($0.parameter.variable)
    }
    return .function(ModelFunction(model, values: all, depth: depth))
  }
}

extension Value {
  /// The models among the arguments of a call that makes one.
  fileprivate var models: [ModelFunction] {
    switch self {
    case .function(let model as ModelFunction): [model]
    case .tuple(let tuple): tuple.elements.flatMap(\.models)
    case .record(let record): record.values.flatMap(\.models)
    default: []
    }
  }
}

extension FormalParameter {
  /// A parameter of a layer as the language binds it.
  init(_ parameter: LayerParameter) {
    guard let value = parameter.defaultValue else {
      self.init(parameter.name, parameter.form == .layers ? .rest : .required)
      return
    }
    let defaultValue: DefaultValue =
      switch value {
      case .absent: .none
      case .integer(let integer): .number(Double(integer))
      case .number(let number): .number(number)
      case .flag(let flag): .bool(flag)
      case .text(let text): .string(text)
      }
    self.init(parameter.name, .optional(defaultValue))
  }
}
