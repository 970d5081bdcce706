import Autodiff
import Language

/// A point at which a function is differentiated, as `jvp(f, x, v)` takes it: one argument, or for a function of
/// several parameters a tuple with one entry for each.
struct Point {
  let call: DifferentiatedCall
  /// Whether the point is a tuple of arguments, so that directions and results are tuples too.
  let isSpread: Bool

  /// Reads the arguments of a builtin: `f`, and the point, called `x` or otherwise.
  init(_ arguments: BoundArguments, _ name: String = "x", in context: Context) throws {
    let function = try arguments.function("f")
    let required = function.parameters.count(where: \.isRequired)
    isSpread = required > 1
    let passed: [Value]
    if isSpread {
      guard case .tuple(let tuple) = arguments[name] else {
        let names = function.parameters.filter(\.isRequired).map(\.name).joined(separator: ", ")
        throw arguments.mistake(
          name,
          .type,
          "\(function.described) takes \(required) arguments, so the point is a tuple of "
            + "\(required), not \(arguments[name].described)",
          hint: "write `(\(names))`"
        )
      }
      passed = tuple.elements
    } else {
      passed = [arguments[name]]
    }
    do {
      call = try DifferentiatedCall(function, CallArguments(passed), in: context)
    } catch let mistake as ArgumentMistake {
      throw arguments.mistake(
        name,
        mistake.diagnostic.kind,
        mistake.diagnostic.message,
        hint: mistake.diagnostic.hint
      )
    }
  }

  /// Results by argument in the structure of the point; what is not differentiable is none.
  func structured(_ results: [Tree]) throws -> Value {
    guard isSpread else { return try Value(results[0]) }
    var members = [Value](repeating: .none, count: call.trees.count)
    for (index, tree) in zip(call.selected, results) { members[index] = try Value(tree) }
    return try .tuple(of: members)
  }

  /// The operands of the argument `name`, one for each differentiable part of the point.
  func direction(_ name: String, _ arguments: BoundArguments) throws -> [Operand] {
    let value = arguments[name]
    let reader = DirectionReader(graph: call.context.graph, what: "the direction") {
      arguments.mistake(name, $0, $1, hint: $2)
    }
    guard isSpread else { return try reader.operands(of: value, like: call.trees[0]) }
    return try reader.operands(of: value, like: .tuple(call.trees))
  }
}

/// Reads a direction or cotangent, which has the structure and shapes of what it belongs to.
struct DirectionReader {
  let graph: Graph
  /// What messages call it.
  let what: String
  /// Makes the error from kind, message and hint.
  let mistake: (DiagnosticKind, String, String?) -> any Error

  /// One operand for each differentiable part of `tree`, in its element type.
  func operands(of value: Value, like tree: Tree) throws -> [Operand] {
    switch tree {
    case .other: return []
    case .leaf(let leaf):
      guard leaf.isDifferentiable else { return [] }
      return [try operand(of: value, like: leaf)]
    case .tuple(let members):
      guard case .tuple(let tuple) = value, tuple.elements.count == members.count else {
        throw mistake(
          .type,
          "\(what) has to be a tuple of \(members.count) here, not \(value.described)",
          "it has the structure of what it belongs to"
        )
      }
      return try zip(tuple.elements, members).flatMap { try operands(of: $0, like: $1) }
    case .record(let fields), .parameters(let fields, _):
      let record = try record(value)
      return try fields.flatMap { field in
        guard !field.value.leaves.isEmpty else { return [Operand]() }
        guard let member = record[field.name] else {
          throw mistake(.type, "\(what) has no field `\(field.name)`", nil)
        }
        return try operands(of: member, like: field.value)
      }
    }
  }

  private func record(_ value: Value) throws -> Record {
    switch value {
    case .record(let record): return record
    case .object(let object):
      if let record = (object as? GradientRecord)?.allFields { return record }
    case .function(let function):
      if let record = try function.record { return record }
    default: break
    }
    throw mistake(
      .type,
      "\(what) has to be a record here, not \(value.described)",
      "it has the structure of what it belongs to"
    )
  }

  private func operand(of value: Value, like leaf: Operand) throws -> Operand {
    var given = try value.operand
    if case .row(let row) = value, row.vector.shape == leaf.shape { given = row.vector }
    guard let operand = given else {
      throw mistake(.type, "\(what) consists of numbers and tensors, not \(value.described)", nil)
    }
    guard operand.shape == leaf.shape else {
      throw mistake(
        .shape,
        "\(what) has shape \(operand.shape), and what it belongs to has shape \(leaf.shape)",
        nil
      )
    }
    return operand.dtype == leaf.dtype
      ? operand : try graph.apply(.cast(to: leaf.dtype), operand)
  }
}
