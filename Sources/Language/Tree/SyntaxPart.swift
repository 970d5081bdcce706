/// A piece of program inside another one.
public enum SyntaxPart {
  case expression(Expression)
  case statement(Statement)
}

extension Expression {
  /// What stands directly inside, in the order of evaluation; of a function its defaults and its body.
  public var parts: [SyntaxPart] {
    switch kind {
    case .number, .bool, .none, .name: []
    case .string(let parts):
      parts.compactMap { part in
        if case .interpolation(let value, _) = part { .expression(value) } else { nil }
      }
    case .list(let members), .tuple(let members), .comparison(let members, _):
      members.map(SyntaxPart.expression)
    case .comprehension(let element, let clauses):
      [.expression(element)] + clauses.map(\.part)
    case .record(let fields): fields.map { .expression($0.value) }
    case .lambda(let signature, let body): signature.parts + [.expression(body)]
    case .block(let block): block.parts
    case .conditional(let condition, let then, let otherwise):
      [.expression(condition)] + then.parts + (otherwise.map { [.expression($0)] } ?? [])
    case .call(let callee, let arguments):
      [.expression(callee)] + arguments.map { .expression($0.value) }
    case .index(let base, let subscripts): [.expression(base)] + subscripts.flatMap(\.parts)
    case .field(let base, _, _), .prime(let base, _), .transpose(let base), .nabla(let base),
      .norm(let base), .squareRoot(let base), .unary(_, let base):
      [.expression(base)]
    case .binary(_, let left, let right, _), .range(let left, let right, _):
      [.expression(left), .expression(right)]
    }
  }
}

extension Statement {
  /// What stands directly inside, in the order in which it is written.
  public var parts: [SyntaxPart] {
    switch kind {
    case .expression(let expression): [.expression(expression)]
    case .assignment(let target, _, let value): target.parts + [.expression(value)]
    case .definition(let definition): definition.signature.parts + [.expression(definition.body)]
    case .forLoop(_, let rows, let body): [.expression(rows)] + body.parts
    case .whileLoop(let test, let body): [.expression(test)] + body.parts
    case .returning(let value): value.map { [.expression($0)] } ?? []
    case .breaking, .continuing, .command, .help: []
    }
  }
}

extension Block {
  fileprivate var parts: [SyntaxPart] { statements.map(SyntaxPart.statement) }
}

extension ComprehensionClause {
  fileprivate var part: SyntaxPart {
    switch self {
    case .each(_, let rows): .expression(rows)
    case .filter(let condition): .expression(condition)
    }
  }
}

extension Subscript {
  fileprivate var parts: [SyntaxPart] {
    switch self {
    case .index(let expression): [.expression(expression)]
    case .slice(let start, let stop, let step, _):
      [start, stop, step].compactMap(\.self).map(SyntaxPart.expression)
    }
  }
}

extension FunctionSignature {
  fileprivate var parts: [SyntaxPart] {
    parameters.compactMap(\.defaultValue).map(SyntaxPart.expression)
  }
}

extension AssignmentTarget {
  /// The subscripts of a path.
  fileprivate var parts: [SyntaxPart] {
    guard case .path(_, _, let components) = self else { return [] }
    return components.flatMap { component -> [SyntaxPart] in
      if case .subscripts(let subscripts, _) = component { subscripts.flatMap(\.parts) } else { [] }
    }
  }
}
