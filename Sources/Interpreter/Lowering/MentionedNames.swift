import Language

/// Every name that a piece of program mentions to read or to change, those of functions inside it among them.
///
/// What is given a value by `=` alone is no mention.
struct MentionedNames {
  private(set) var counts: [String: Int] = [:]
  /// The names of which a part is changed: `r` of `r.w = 1`.
  private(set) var roots: [String] = []
  /// Whether functions are called, by `f(x)` or by `x |> f`.
  private(set) var hasCalls = false

  init(in statements: [Statement]) {
    for statement in statements { visit(.statement(statement)) }
  }

  init(in expression: Expression) { visit(.expression(expression)) }

  private mutating func visit(_ part: SyntaxPart) {
    let parts: [SyntaxPart]
    switch part {
    case .expression(let expression):
      note(expression)
      parts = expression.parts
    case .statement(let statement):
      note(statement)
      parts = statement.parts
    }
    for part in parts { visit(part) }
  }

  private mutating func note(_ expression: Expression) {
    switch expression.kind {
    case .name(let name): counts[name, default: 0] += 1
    case .call, .binary(.pipe, _, _, _): hasCalls = true
    default: break
    }
  }

  private mutating func note(_ statement: Statement) {
    switch statement.kind {
    case .assignment(.pattern(.name(let name, _)), let operation, _) where operation != .assign:
      counts[name, default: 0] += 1
    case .assignment(.path(let root, _, _), _, _):
      counts[root, default: 0] += 1
      roots.append(root)
    default: break
    }
  }
}
