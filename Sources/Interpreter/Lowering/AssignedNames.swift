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
    for expression in expressions {
      visit(expression)
    }
  }

  private mutating func add(_ name: String) {
    plain.insert(name)
    ordered.append(name)
  }

  private mutating func visit(_ pattern: Pattern) {
    switch pattern {
    case .name(let name, _): add(name)
    case .tuple(let patterns, _):
      for pattern in patterns { visit(pattern) }
    }
  }

  private mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .expression(let expression): visit(expression)
    case .assignment(let target, let operation, let value):
      visit(target, operation)
      visit(value)
    case .definition(let definition): add(definition.name)
    case .forLoop(let pattern, let rows, let body):
      visit(rows)
      visit(pattern)
      visit(body)
    case .whileLoop(let test, let body):
      visit(test)
      visit(body)
    case .returning(let value):
      if let value { visit(value) }
    case .breaking, .continuing, .command, .help: break
    }
  }

  private mutating func visit(_ target: AssignmentTarget, _ operation: AssignmentOperator) {
    switch target {
    case .pattern(let pattern):
      switch operation {
      case .assign: visit(pattern)
      case .set: break
      case .add, .subtract, .multiply, .divide:
        guard case .name(let name, _) = pattern else { return }
        augmented.insert(name)
        ordered.append(name)
      }
    case .path(_, _, let components):
      for case .subscripts(let subscripts, _) in components {
        for subscript_ in subscripts { visit(subscript_) }
      }
    }
  }

  private mutating func visit(_ subscript_: Subscript) {
    switch subscript_ {
    case .index(let expression): visit(expression)
    case .slice(let start, let stop, let step, _):
      for part in [start, stop, step].compactMap(\.self) { visit(part) }
    }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .number, .bool, .none, .name, .lambda: break
    case .string(let parts):
      for case .interpolation(let value, _) in parts { visit(value) }
    case .list(let members), .tuple(let members), .comparison(let members, _):
      for member in members { visit(member) }
    case .comprehension(_, let clauses):
      // Only the first rows are evaluated outside the comprehension's own scope.
      if case .each(_, let rows)? = clauses.first { visit(rows) }
    case .record(let fields):
      for field in fields { visit(field.value) }
    case .block(let block): visit(block)
    case .conditional(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      if let otherwise { visit(otherwise) }
    case .call(let callee, let arguments):
      visit(callee)
      for argument in arguments { visit(argument.value) }
    case .index(let base, let subscripts):
      visit(base)
      for subscript_ in subscripts { visit(subscript_) }
    case .field(let base, _, _), .prime(let base, _), .transpose(let base), .nabla(let base),
      .norm(let base), .squareRoot(let base), .unary(_, let base):
      visit(base)
    case .binary(_, let left, let right, _), .range(let left, let right, _):
      visit(left)
      visit(right)
    }
  }
}
