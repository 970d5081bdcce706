import Language

/// The names that a function's body assigns, without those of functions and comprehensions inside it.
struct AssignedNames {
  /// Given a value by `=`, a definition or a loop.
  private(set) var plain: Set<String> = []
  /// Changed by `+=` and its kin.
  private(set) var augmented: Set<String> = []
  /// All of them, in the order of their first assignment.
  private(set) var ordered: [String] = []

  init(in expressions: [Expression]) {
    for expression in expressions { visit(.expression(expression)) }
  }

  init(in statements: [Statement]) {
    for statement in statements { visit(.statement(statement)) }
  }

  private mutating func visit(_ part: SyntaxPart) {
    switch part {
    case .expression(let expression): visit(expression)
    case .statement(let statement): visit(statement)
    }
  }

  private mutating func visit(_ statement: Statement) {
    var parts = statement.parts[...]
    switch statement.kind {
    case .definition(let definition):
      add([definition.name])
      return
    case .assignment(.pattern(let pattern), .assign, _): add(pattern.names)
    case .assignment(.pattern(.name(let name, _)), let operation, _) where operation != .set:
      augmented.insert(name)
      ordered.append(name)
    case .forLoop(let pattern, _, _):
      if let rows = parts.popFirst() { visit(rows) }
      add(pattern.names)
    default: break
    }
    for part in parts { visit(part) }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .lambda: break
    case .comprehension(_, let clauses):
      // Only the first rows are evaluated outside the comprehension's own scope.
      if case .each(_, let rows)? = clauses.first { visit(rows) }
    default:
      for part in expression.parts { visit(part) }
    }
  }

  private mutating func add(_ names: [String]) {
    plain.formUnion(names)
    ordered += names
  }
}
