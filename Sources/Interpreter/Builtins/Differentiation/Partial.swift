import Autodiff
import Language

extension Builtin {
  static let partial = Builtin(
    "partial",
    [.required("f"), .rest("names")],
    BuiltinDocumentation(
      "A partial derivative of a function, by the named parameters one after the other.",
      formula: #"\frac{\partial^n f}{\partial x \, \partial y \cdots}"#,
      details: [
        "`partial(f, \"x\", \"x\", \"y\")` is ∂³f/∂x²∂y, as a function of f's arguments.",
        "By a number it has the shape of f's result; by a tensor, that shape followed by the tensor's.",
        "shapes: [] for numbers",
        "derivative: the partial of one order more",
        "edge cases: An unknown name is a NameError with the nearest one.",
      ],
      example: "partial((x, y) -> x^3 * y^2, \"x\", \"x\", \"y\")(2, 5)"
    )
  ) { _, arguments in
    let function = try arguments.function("f")
    let names = try Self.names(arguments, of: function)
    var result = function
    for (order, name) in names.enumerated() {
      let source = result
      result = try TransformedFunction(
        name: Self.symbol(function, names.prefix(order + 1)),
        parameters: function.parameters,
        from: [.function(source)],
        summary: "The partial derivative of \(source.described) by \(name).",
        recipe: "partial \(name)"
      ) { context, passed in
        let call = try DifferentiatedCall(source, passed, only: [name], in: context)
        let blocks = try context.graph.jacobian(
          of: call.engineFunction,
          at: call.trees,
          selected: call.selected,
          names: call.names
        )
        return try Value(blocks[0])
      }
    }
    return .function(result)
  }

  private static func names(
    _ arguments: BoundArguments,
    of function: Function
  ) throws -> [String] {
    guard !arguments.rest.isEmpty else {
      throw Diagnostic(
        .type,
        "`partial` needs the name of a parameter to differentiate by",
        hint: "`partial(f, \"x\")`"
      )
    }
    return try arguments.rest.enumerated().map { index, argument in
      guard case .string(let text) = argument.value else {
        throw arguments.mistake(
          rest: index,
          .type,
          "`partial` needs names of parameters as strings, not \(argument.value.described)"
        )
      }
      let name = text.string
      let known = function.parameters
      let isRest = known.contains { if case .rest = $0.kind { true } else { false } }
      guard isRest || known.contains(where: { $0.name == name }) else {
        let near = nearestNames(to: name, among: known.map(\.name)).first
        throw arguments.mistake(
          rest: index,
          .name,
          "\(function.described) has no parameter `\(name)`",
          hint: near.map { "did you mean \"\($0)\"?" }
            ?? "it has " + known.map { "\"\($0.name)\"" }.joined(separator: ", ")
        )
      }
      return name
    }
  }

  /// `∂³f/∂x²∂y`.
  private static func symbol(_ function: Function, _ names: ArraySlice<String>) -> String {
    var groups: [(name: String, count: Int)] = []
    for name in names {
      if groups.last?.name == name {
        groups[groups.count - 1].count += 1
      } else {
        groups.append((name, 1))
      }
    }
    let below = groups.map { "∂\($0.name)\(Superscript.power($0.count))" }.joined()
    let above = "∂\(Superscript.power(names.count))\(function.name.isEmpty ? "f" : function.name)"
    return "\(above)/\(below)"
  }
}
