import Autodiff
import Language

extension Builtin {
  static let customGrad = Builtin(
    "custom_grad",
    [.required("f"), .required("rule")],
    BuiltinDocumentation(
      "A function with the user's own rule for its gradient: (x, y, ybar) -> xbar.",
      formula: #"\bar x = r(x, y, \bar y)"#,
      details: [
        "The rule gets the argument, the value and the value's adjoint, and gives the argument's "
          + "adjoint. For a function of several parameters x and xbar are tuples.",
        "none as xbar, or as a part of it, says that nothing depends on it.",
        "What f captures is differentiated as always; what the rule is made of can be differentiated "
          + "again. Forward mode uses the rule too, which then has to be linear in ybar.",
        "shapes: the rule gives what has the shape of x",
        "derivative: what the rule gives; that of the rule itself to higher orders",
        "edge cases: Forward mode transposes the rule, so it has to be linear in ȳ.",
      ],
      example: "f = custom_grad(x -> round(x), (x, y, ybar) -> ybar); f'(2.3)"
    )
  ) { _, arguments in
    let function = try arguments.function("f")
    let rule = try arguments.function("rule")
    let name = function.name.isEmpty ? "custom_grad" : function.name
    return .function(
      try TransformedFunction(
        name: name,
        parameters: function.parameters,
        from: [arguments["f"], arguments["rule"]],
        summary: "\(function.described) with its own rule for the gradient."
      ) { context, passed in
        try context.value(of: function, withRule: rule, named: name, passed)
      }
    )
  }
}

extension Context {
  fileprivate func value(
    of function: Function,
    withRule rule: Function,
    named name: String,
    _ passed: CallArguments
  ) throws -> Value {
    _ = try passed.bound(to: function)
    let values = passed.positional + passed.named.map(\.value)
    let trees = try values.map { try $0.tree(in: self) }
    let isSingle = values.count == 1
    let count = passed.positional.count
    let names = passed.named.map(\.name)
    let result = try graph.value(
      of: { [self] trees in
        let values = try trees.map { try Value($0) }
        let named = zip(names, values.dropFirst(count)).map { (name: $0, value: $1) }
        return try call(function, Array(values.prefix(count)), named: named).tree(in: self)
      },
      withRule: { [unowned self] points, value, cotangent in
        let point = try isSingle ? Value(points[0]) : .tuple(of: points.map { try Value($0) })
        let result = try call(rule, [point, Value(value), Value(cotangent)])
        if isSingle { return [try Self.cotangent(result, in: self)] }
        guard case .tuple(let tuple) = result, tuple.elements.count == points.count else {
          if case .none = result { return points.map { _ in .other(nil) } }
          throw Diagnostic(
            .gradient,
            "the rule of `\(name)` has to give a tuple of \(points.count), one entry for each "
              + "argument, and it gave \(result.described)"
          )
        }
        return try tuple.elements.map { try Self.cotangent($0, in: self) }
      },
      named: "`\(name)`",
      at: trees
    )
    return try Value(result)
  }

  /// What a rule gave, as the engine takes it: none stands for nothing.
  private static func cotangent(_ value: Value, in context: Context) throws -> Tree {
    switch value {
    case .none: .other(nil)
    case .tuple(let tuple): .tuple(try tuple.elements.map { try cotangent($0, in: context) })
    case .record(let record):
      .record(try record.fields.map { ($0, try cotangent($1, in: context)) })
    default: try value.vectorOrOperand.map(Tree.leaf) ?? value.tree(in: context)
    }
  }
}
