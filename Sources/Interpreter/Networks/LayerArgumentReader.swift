import Autodiff
import Language
import Networks
import TensorCore

/// Reads the arguments of a call that makes a layer, each in the form its parameter asks for.
struct LayerArgumentReader {
  private let arguments: BoundArguments
  private let context: Context

  init(_ arguments: BoundArguments, _ context: Context) {
    self.arguments = arguments
    self.context = context
  }

  func argument(_ parameter: LayerParameter) throws -> LayerArgument {
    let name = parameter.name
    if case .none = arguments[name], parameter.defaultValue == .absent { return .absent }
    switch parameter.form {
    case .size: return .size(try whole(arguments[name], name, atLeast: 1))
    case .sizePair: return try pair(name, atLeast: 1)
    case .countPair: return try pair(name, atLeast: 0)
    case .number: return .number(try arguments.number(name))
    case .flag: return .flag(try arguments.bool(name))
    case .activation: return .activation(try activation(name))
    case .initializer: return .initializer(try initializer(name))
    case .dtype: return .dtype(try dtype(name))
    case .layer:
      return .layers([try layer(arguments[name]) { arguments.needs($0, name, hint: $1) }])
    case .layers: return .layers(try layers())
    case .structure: return .structure(try structure(arguments[name], name))
    case .function: return .function(try ownFunction(name))
    }
  }

  private func whole(_ value: Value, _ name: String, atLeast least: Int) throws -> Int {
    guard let number = value.plainNumber else { throw arguments.needs("a whole number", name) }
    guard let integer = Int(whole: number), integer >= least else {
      throw arguments.mistake(
        name,
        .value,
        "\(arguments.function) needs a whole number of at least \(least) for `\(name)`, "
          + "not \(NumberText.text(number))"
      )
    }
    return integer
  }

  private func pair(_ name: String, atLeast least: Int) throws -> LayerArgument {
    let members: [Value]
    switch arguments[name] {
    case .tuple(let tuple): members = tuple.elements
    case let value:
      guard let vector = try value.operand?.value, vector.rank == 1 else {
        if case .string(let text) = value {
          throw arguments.needs("a whole number", name, hint: paddingHint(name, text.string))
        }
        let both = try whole(value, name, atLeast: least)
        return .pair(both, both)
      }
      members = vector.values.map { .number($0) }
    }
    guard members.count == 2 else {
      throw arguments.needs("a whole number or a pair of them", name)
    }
    return .pair(
      try whole(members[0], name, atLeast: least),
      try whole(members[1], name, atLeast: least)
    )
  }

  /// What a padding by name is in numbers.
  private func paddingHint(_ name: String, _ text: String) -> String? {
    guard name == "padding" else { return nil }
    switch text {
    case "valid": return "without padding: `padding=0`"
    case "same":
      guard let kernel = arguments["kernel"].plainNumber.flatMap(Int.init(whole:)),
        kernel % 2 == 1
      else { return "with stride 1 and odd kernels, `padding` of half the kernel keeps the size" }
      return "with stride 1, `padding=\(kernel / 2)` keeps the size"
    default: return nil
    }
  }

  /// What other libraries call some initialisations.
  private static let otherNames = [
    "xavier": "glorot", "xavier_uniform": "glorot", "glorot_uniform": "glorot",
    "xavier_normal": "glorot", "glorot_normal": "glorot", "kaiming": "he", "kaiming_uniform": "he",
    "kaiming_normal": "he", "he_uniform": "he", "he_normal": "he", "lecun_normal": "lecun",
    "lecun_uniform": "lecun", "random": "normal", "random_normal": "normal", "randn": "normal",
    "gaussian": "normal", "random_uniform": "uniform", "rand": "uniform", "zero": "zeros",
    "constant": "zeros",
  ]

  private func initializer(_ name: String) throws -> Initializer {
    guard case .string = arguments[name] else {
      throw arguments.needs(
        "the name of an initialisation",
        name,
        hint: "there are \(initializerNames); other values are set afterwards: `layer.W := …`"
      )
    }
    let text = try arguments.string(name)
    guard let initializer = Initializer.named(text) else {
      let names = allInitializers.map(\.name)
      let near = Self.otherNames[text].map { [$0] } ?? nearestNames(to: text, among: names)
      throw arguments.mistake(
        name,
        .value,
        "there is no initialisation \"\(text)\"",
        hint: near.first.map { "did you mean \"\($0)\"?" }
          ?? "there are \(initializerNames)"
      )
    }
    return initializer
  }

  private var initializerNames: String {
    allInitializers.map { "\"\($0.name)\"" }.joined(separator: ", ")
  }

  private func dtype(_ name: String) throws -> DType {
    let dtype = try arguments.dtype()
    guard dtype != .bool else {
      throw arguments.mistake(name, .value, "parameters are \"float64\" or \"float32\"")
    }
    return dtype
  }

  private func layers() throws -> [any Layer] {
    if arguments.rest.count == 1, case .tuple(let tuple) = arguments.rest[0].value {
      return try tuple.elements.map { member in
        try layer(member) { wrongLayer($0, $1, member, 0) }
      }
    }
    return try arguments.rest.enumerated().map { index, argument in
      try layer(argument.value) { wrongLayer($0, $1, argument.value, index) }
    }
  }

  private func wrongLayer(
    _ wanted: String,
    _ hint: String?,
    _ value: Value,
    _ index: Int
  ) -> any Error {
    let given =
      if case .function(let function) = value, !function.name.isEmpty {
        "`\(function.name)`"
      } else {
        value.described
      }
    return arguments.mistake(
      rest: index,
      .type,
      "\(arguments.function) needs \(wanted), not \(given)",
      hint: hint
    )
  }

  private func layer(
    _ value: Value,
    _ refusal: (_ wanted: String, _ hint: String?) -> any Error
  ) throws -> any Layer {
    guard case .function(let function) = value else {
      if case .string(let text) = value, context.globals.builtin(text.string) != nil {
        throw refusal("layers, models and functions", "without quotes: `\(text.string)`")
      }
      throw refusal("layers, models and functions", nil)
    }
    if let model = function as? ModelFunction { return model.model.layer }
    if function is BuiltinFunction, let maker = allLayers.first(where: { $0.name == function.name })
    {
      throw refusal("layers", "`\(maker.name)` makes one: `\(maker.call)`")
    }
    let required = function.parameters.count(where: \.isRequired)
    guard required <= 1 else {
      let twin = allLayers.first { $0.name == function.name + "_layer" }
      throw refusal("functions of one argument", twin.map { "write `\($0.call)`" })
    }
    return FunctionLayer(
      function.name,
      isBuiltin: function is BuiltinFunction,
      engineFunction(function)
    )
  }
}

extension LayerDefinition {
  /// How it is called with what it cannot do without: `dense(in, out)`.
  fileprivate var call: String {
    let required = parameters.filter { $0.defaultValue == nil }.map(\.name)
    return "\(name)(\(required.joined(separator: ", ")))"
  }
}

/// Functions of the language as layers call them.
extension LayerArgumentReader {
  private func engineFunction(_ function: Function) -> Autodiff.Function {
    { [unowned context] trees in
      try context.call(function, trees.map { try Value($0) }).tree(in: context)
    }
  }

  private func activation(_ name: String) throws -> Activation {
    let function = try activationFunction(name)
    if function is ModelFunction {
      throw arguments.mistake(
        name,
        .type,
        "an activation has no parameters, and this is a model",
        hint: "`sequential` puts models one after the other"
      )
    }
    let operation = (function as? BuiltinFunction)?.builtin.operation
    return Activation(function.name, isBuiltin: function is BuiltinFunction) {
      [unowned context] x, graph in
      if let operation { return try graph.apply(operation, x) }
      let result = try context.call(function, [Value(x)])
      guard let operand = try result.operand else {
        throw Diagnostic(
          .type,
          "the activation \(function.described) has to give a tensor, not \(result.described)"
        )
      }
      return operand
    }
  }

  /// A function, or the name of a builtin in quotes.
  private func activationFunction(_ name: String) throws -> Function {
    guard case .string(let text) = arguments[name] else { return try arguments.function(name) }
    guard case .function(let function)? = context.globals.builtin(text.string) else {
      throw arguments.mistake(
        name,
        .value,
        "there is no function \"\(text.string)\"",
        hint: "an activation is a function: `activation=tanh`"
      )
    }
    return function
  }

  private func ownFunction(_ name: String) throws -> OwnFunction {
    let function = try arguments.function(name)
    let count = function.parameters.count
    guard (2...3).contains(count) else {
      throw arguments.mistake(
        name,
        .type,
        "a layer's function takes its parameters and the input, and this takes "
          + "\(count) argument\(count == 1 ? "" : "s")",
        hint: "write `(p, x) -> …`"
      )
    }
    return OwnFunction(function.name) { [unowned context] parameters, input, isTraining in
      var values = [try Value(parameters), try Value(input)]
      if count == 3 { values.append(.bool(isTraining)) }
      return try context.call(function, values).tree(in: context)
    }
  }

  private func structure(_ value: Value, _ name: String) throws -> ParameterStructure {
    switch value {
    case .parameter(let parameter): return .parameter(parameter)
    case .tuple(let tuple): return .tuple(try tuple.elements.map { try structure($0, name) })
    case .function(let function as ModelFunction): return .model(function.model.layer)
    case .record(let record):
      return .record(try record.fields.map { ($0, try structure($1, name)) })
    default:
      guard let operand = try value.operand, operand.isDifferentiable else {
        throw arguments.mistake(
          name,
          .type,
          "parameters are numbers, tensors, models, or records and tuples of them, not \(value.described)"
        )
      }
      guard !value.isTraced else {
        throw arguments.mistake(
          name,
          .gradient,
          "a parameter starts from a plain value, and a derivative is being taken by what this one was computed from",
          hint: "start from `value(…)`; what the layer's function captures is differentiated"
        )
      }
      return .value(operand.value)
    }
  }
}
