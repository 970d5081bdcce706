import Autodiff
import Language

/// A call of a function by whose arguments derivatives are taken.
///
/// Only arguments that are passed and differentiable count; defaults, strings, bools and functions don't.
struct DifferentiatedCall {
  let function: Function
  /// The name of each passed argument, positional ones first.
  let names: [String]
  let trees: [Tree]
  /// The arguments that derivatives are taken by.
  let selected: [Int]
  private let positionalCount: Int
  let context: Context

  /// Pairs arguments with names, and picks those asked for in `only`, or all that count.
  ///
  /// - Throws: a NameError for a name that was not passed, a GradientError where nothing counts.
  init(
    _ function: Function,
    _ arguments: CallArguments,
    only: [String]? = nil,
    in context: Context
  ) throws {
    _ = try arguments.bound(to: function)
    self.function = function
    self.context = context
    positionalCount = arguments.positional.count
    let positions = arguments.positional.indices
    names = positions.map { Self.name(at: $0, of: function) } + arguments.named.map(\.name)
    let trees = try (arguments.positional + arguments.named.map(\.value)).map {
      try $0.tree(in: context)
    }
    self.trees = trees
    let names = names
    let counting = trees.indices.filter { index in
      trees[index].leaves.contains(where: \.isDifferentiable)
    }
    selected = try only.map { try Self.chosen($0, among: names, counting, function) } ?? counting
    guard !selected.isEmpty else {
      throw Diagnostic(
        .gradient,
        "\(function.described) got nothing that can be differentiated",
        hint: "numbers, float tensors, and records and tuples of them count"
      )
    }
  }

  private static func name(at position: Int, of function: Function) -> String {
    let places = function.parameters.filter { !$0.isKeywordOnly }
    return position < places.count ? places[position].name : "argument \(position + 1)"
  }

  private static func chosen(
    _ wanted: [String],
    among names: [String],
    _ counting: [Int],
    _ function: Function
  ) throws -> [Int] {
    try wanted.map { name in
      guard let index = names.firstIndex(of: name) else {
        let near = nearestNames(to: name, among: names)
        throw Diagnostic(
          .name,
          "no argument `\(name)` was passed to \(function.described)",
          hint: near.first.map { "did you mean \"\($0)\"?" }
            ?? "its arguments are " + names.map { "\"\($0)\"" }.joined(separator: ", ")
        )
      }
      guard counting.contains(index) else {
        throw Diagnostic(.gradient, "the argument `\(name)` cannot be differentiated by")
      }
      return index
    }
  }

  /// The function as the engine calls it.
  var engineFunction: Autodiff.Function {
    { [function, names, positionalCount, context] trees in
      let values = try trees.map { try Value($0) }
      let named = zip(names, values).dropFirst(positionalCount).map { (name: $0, value: $1) }
      return try context.call(function, Array(values.prefix(positionalCount)), named: named)
        .tree(in: context)
    }
  }

  var selectedNames: [String] { selected.map { names[$0] } }

  /// Whether the derivatives are by several plain numbers, which make a vector.
  var isByNumbers: Bool {
    selected.count > 1
      && selected.allSatisfy { index in
        if case .leaf(let operand) = trees[index] { return operand.shape == .scalar }
        return false
      }
  }
}
