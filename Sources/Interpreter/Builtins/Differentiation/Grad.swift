import Autodiff
import Language
import TensorCore

extension Builtin {
  static let grad = Builtin(
    "grad",
    [.required("f"), .optional("by", .none)],
    BuiltinDocumentation(
      "The gradient of a function, as a function of the same arguments, or of a computed value.",
      formula: #"\nabla f"#,
      details: [
        "Of a function of one argument: a value of the argument's shape and structure; of several "
          + "numbers: the vector of partial derivatives; else a record by parameter name.",
        "Of a value: a record of the gradients by every parameter it depends on, or those by `by`.",
        "`by` names parameters of a function (\"x\" or (\"w\", \"b\")), or gives values.",
        "Also written ∇f. The function has to return one number.",
        "shapes: the shape and structure of the argument",
        "derivative: the second derivatives, and so on: gradients nest to any order",
        "edge cases: Zero where f does not depend on an argument; f has to give one number, else a GradientError.",
      ],
      example: "grad((x, y) -> x^2 * y)(3, 2)"
    )
  ) { context, arguments in
    if case .function(let function) = arguments["f"] {
      let names = try context.selection(arguments)
      let gradient = try TransformedFunction(
        name: "∇\(function.written.asOperand)",
        parameters: function.parameters,
        from: [arguments["f"]],
        summary: "The gradient of \(function.described).",
        recipe: "grad \(names?.description ?? "by all")"
      ) { context, passed in
        try context.valueAndGradient(of: function, passed, only: names).gradient
      }
      return .function(gradient)
    }
    return try context.gradient(of: arguments)
  }
}

extension Context {
  /// The names that the argument `by` of `grad` gives for a function; nil for all.
  func selection(_ arguments: BoundArguments) throws -> [String]? {
    switch arguments["by"] {
    case .none: return nil
    case .string(let name): return [name.string]
    case .tuple(let tuple):
      return try tuple.elements.map { element in
        guard case .string(let name) = element else { throw notNames(arguments) }
        return name.string
      }
    default: throw notNames(arguments)
    }
  }

  private func notNames(_ arguments: BoundArguments) -> any Error {
    let builtin = arguments.function.filter { $0 != "`" }
    let function = arguments["f"].functionText
    let isPoint = (try? arguments["by"].operand) != nil
    let point = arguments["by"].plainNumber.map(NumberText.text) ?? "x"
    return arguments.mistake(
      "by",
      .type,
      "\(arguments.function) of a function takes the names of parameters as strings, not "
        + arguments["by"].described,
      hint: isPoint
        ? "what it gives is called at a point: `\(builtin)(\(function))(\(point))`"
        : "`\(builtin)(\(function), \"x\")` or `\(builtin)(\(function), (\"w\", \"b\"))`"
    )
  }

  /// A function's value and gradient for one call.
  func valueAndGradient(
    of function: Function,
    _ passed: CallArguments,
    only names: [String]?
  ) throws -> (value: Value, gradient: Value) {
    let call = try DifferentiatedCall(function, passed, only: names, in: self)
    let (value, gradients) = try graph.valueAndGradient(
      of: call.engineFunction,
      at: call.trees,
      selected: call.selected,
      names: call.names
    )
    let name = function.name.isEmpty ? "f" : function.name
    let gradient = try call.gradientValue(gradients, as: name, isSelection: names != nil)
    return (Value(value), gradient)
  }

  /// The gradient of a computed value.
  func gradient(of arguments: BoundArguments) throws -> Value {
    if !arguments["by"].isDifferentiationTarget { throw Target.refused(arguments) }
    let loss = try lossVariable(arguments)
    if case .none = arguments["by"] { return try gradientByAll(loss) }
    let targets = try leaves(arguments["by"], of: loss, arguments)
    var gradients = try graph.gradient(of: loss, for: targets.compactMap(\.leaf))[...]
    let all = try targets.map { target -> Operand in
      guard target.leaf != nil, let gradient = gradients.popFirst() else {
        return Operand(try Tensor.filled(0, shape: target.kind.shape, dtype: target.kind.dtype))
      }
      return gradient
    }
    return try structured(all, like: arguments["by"])
  }

  private func gradientByAll(_ loss: Variable) throws -> Value {
    let reached = graph.parameters(of: loss)
    let gradients = try graph.gradient(of: loss, for: reached.map(\.leaf))
    let names = ParameterNames.distinct(reached.map(\.name))
    let fields = zip(names, gradients).map { (name: $0, value: Value($1)) }
    return .object(GradientRecord(try Record(fields)))
  }

  /// The value that `grad`, `hessian` or `graph` of a computed value starts from.
  func lossVariable(_ arguments: BoundArguments, named name: String = "f") throws -> Variable {
    let value = arguments[name]
    switch value {
    case .variable(let variable):
      // What is plain but for being recorded is refused in the ordinary run.
      if variable.isPlainButRecorded { try graph.endRecording() }
      return variable
    case .parameter(let parameter): return parameter.variable
    case .number, .tensor, .bool:
      throw arguments.mistake(
        name,
        .gradient,
        "this value depends on no parameter",
        hint:
          "make what it depends on with `w = param(…)`, or differentiate a function: `grad(f)(x)`"
      )
    default:
      throw arguments.mistake(
        name,
        .type,
        "\(arguments.function) takes a function or a number computed from parameters, "
          + "not \(value.described)"
      )
    }
  }
}

extension Value {
  /// How a hint writes the function.
  fileprivate var functionText: String {
    if case .function(let function) = self { function.written } else { "f" }
  }
}

/// The names of parameters in a gradient record.
enum ParameterNames {
  /// Each name once: a second `w` becomes `w#2`, one without a name `param1`.
  static func distinct(_ names: [String?]) -> [String] {
    var counts: [String: Int] = [:]
    var unnamed = 0
    return names.map { name in
      guard let name else {
        unnamed += 1
        return "param\(unnamed)"
      }
      counts[name, default: 0] += 1
      let count = counts[name] ?? 1
      return count == 1 ? name : "\(name)#\(count)"
    }
  }
}
