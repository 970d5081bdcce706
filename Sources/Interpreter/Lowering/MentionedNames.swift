import Language

/// Every name that a piece of program mentions to read or to change, those of functions inside it among them.
///
/// What is given a value by `=` alone is no mention.
struct MentionedNames {
  private(set) var counts: [String: Int] = [:]
  /// The names of which a part is changed: `r` of `r.w = 1`.
  private(set) var roots: [String] = []
  /// Whether functions are called, by any notation.
  private(set) var hasCalls = false

  init(in statements: [Statement]) {
    for statement in statements { visit(statement) }
  }

  private mutating func add(_ name: String) { counts[name, default: 0] += 1 }

  private mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .expression(let expression): visit(expression)
    case .assignment(let target, let operation, let value):
      visit(target, operation)
      visit(value)
    case .definition(let definition): visit(definition.signature, definition.body)
    case .forLoop(_, let rows, let body):
      visit(rows)
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
    case .pattern(.name(let name, _)):
      if operation != .assign { add(name) }
    case .pattern: break
    case .path(let root, _, let components):
      add(root)
      roots.append(root)
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

  private mutating func visit(_ signature: FunctionSignature, _ body: Expression) {
    for value in signature.parameters.compactMap(\.defaultValue) { visit(value) }
    visit(body)
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .number, .bool, .none: break
    case .name(let name): add(name)
    case .string(let parts):
      for case .interpolation(let value, _) in parts { visit(value) }
    case .list(let members), .tuple(let members), .comparison(let members, _):
      for member in members { visit(member) }
    case .comprehension(let element, let clauses):
      visit(element)
      for clause in clauses {
        switch clause {
        case .each(_, let rows): visit(rows)
        case .filter(let condition): visit(condition)
        }
      }
    case .record(let fields):
      for field in fields { visit(field.value) }
    case .lambda(let signature, let body): visit(signature, body)
    case .block(let block): visit(block)
    case .conditional(let condition, let then, let otherwise):
      visit(condition)
      visit(then)
      if let otherwise { visit(otherwise) }
    case .call(let callee, let arguments):
      hasCalls = true
      visit(callee)
      for argument in arguments { visit(argument.value) }
    case .index(let base, let subscripts):
      visit(base)
      for subscript_ in subscripts { visit(subscript_) }
    case .field(let base, _, _), .prime(let base, _), .transpose(let base), .nabla(let base),
      .norm(let base), .squareRoot(let base), .unary(_, let base):
      hasCalls = true
      visit(base)
    case .binary(_, let left, let right, _), .range(let left, let right, _):
      visit(left)
      visit(right)
    }
  }
}
