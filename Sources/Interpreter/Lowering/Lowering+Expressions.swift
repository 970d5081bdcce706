import Display
import Language

extension Lowering {
  func lowered(_ expression: Expression, _ scope: Scope) -> Node {
    let place = location(expression.span)
    switch expression.kind {
    case .number(let number): return ConstantNode(.number(number), place)
    case .bool(let bool): return ConstantNode(.bool(bool), place)
    case .none: return ConstantNode(.none, place)
    case .string(let parts): return string(parts, scope, place)
    case .name(let name): return self.name(name, scope, place)
    case .list(let elements): return ListNode(elements.map { lowered($0, scope) }, place)
    case .tuple(let elements): return TupleNode(elements.map { lowered($0, scope) }, place)
    case .record(let fields):
      return RecordNode(fields.map { ($0.name, lowered($0.value, scope)) }, place)
    case .comprehension(let element, let clauses):
      return comprehension(element, clauses, scope, place)
    case .lambda(let signature, let body):
      return ClosureNode(
        template(FunctionParts("", signature, body, expression.span), scope, siblings: nil),
        place
      )
    case .block(let block): return lowered(block, scope)
    case .conditional(let condition, let then, let otherwise):
      return ConditionalNode(
        lowered(condition, scope),
        then: branch(then, scope),
        otherwise: otherwise.map { branch($0, scope) },
        place
      )
    case .call(let callee, let arguments): return call(callee, arguments, scope, expression.span)
    case .index(let base, let subscripts):
      let baseNode = lowered(base, scope)
      let assignments = scope.frame.assignmentCount
      return IndexNode(
        baseNode,
        subscripts.map { lowered($0, scope) },
        keepsNames: scope.frame.assignmentCount == assignments,
        origin: origin(expression.span),
        place
      )
    case .field(let base, let name, let span):
      return FieldNode(lowered(base, scope), name, at: location(span), place)
    case .prime, .transpose, .nabla, .norm, .squareRoot:
      return mathematics(expression, scope)
    case .unary, .binary, .comparison, .range:
      return operation(expression, scope)
    }
  }

  /// A branch of a condition; a block of one expression is that expression.
  private func branch(_ block: Block, _ scope: Scope) -> Node {
    guard !scope.isSession, block.statements.count == 1,
      case .expression(let only) = block.statements[0].kind
    else { return lowered(block, scope) }
    return lowered(only, scope)
  }

  private func branch(_ expression: Expression, _ scope: Scope) -> Node {
    if case .block(let block) = expression.kind { return branch(block, scope) }
    return lowered(expression, scope)
  }

  func lowered(_ subscript_: Subscript, _ scope: Scope) -> SubscriptNode {
    switch subscript_ {
    case .index(let expression): .index(lowered(expression, scope))
    case .slice(let start, let stop, let step, let span):
      .slice(
        start.map { lowered($0, scope) },
        stop.map { lowered($0, scope) },
        step.map { lowered($0, scope) },
        location(span)
      )
    }
  }

  private func string(_ parts: [StringPart], _ scope: Scope, _ place: Location) -> Node {
    if parts.isEmpty { return ConstantNode(.string(""), place) }
    if parts.count == 1, case .text(let text) = parts[0] {
      return ConstantNode(.string(text), place)
    }
    return InterpolationNode(
      parts.map { part in
        switch part {
        case .text(let text): .text(text)
        case .interpolation(let value, let format):
          .value(lowered(value, scope), format.map(TextFormat.init))
        }
      },
      place
    )
  }

  private func comprehension(
    _ element: Expression,
    _ clauses: [ComprehensionClause],
    _ scope: Scope,
    _ place: Location
  ) -> Node {
    let inner = Scope(parent: scope, frame: scope.frame)
    declareNames(of: element, clauses, in: inner)
    var lowered: [ComprehensionNode.Clause] = []
    for (index, clause) in clauses.enumerated() {
      switch clause {
      case .each(let pattern, let rows):
        let rowsNode = self.lowered(rows, index == 0 ? scope : inner)
        lowered.append(.each(target(pattern, inner), in: rowsNode))
      case .filter(let condition): lowered.append(.filter(self.lowered(condition, inner)))
      }
    }
    return ComprehensionNode(self.lowered(element, inner), lowered, place)
  }

  private func declareNames(
    of element: Expression,
    _ clauses: [ComprehensionClause],
    in scope: Scope
  ) {
    var expressions = [element]
    for (index, clause) in clauses.enumerated() {
      switch clause {
      case .each(let pattern, let rows):
        declare(pattern, in: scope)
        if index > 0 { expressions.append(rows) }
      case .filter(let condition): expressions.append(condition)
      }
    }
    for name in AssignedNames(in: expressions).ordered {
      scope.declare(name)
    }
  }

  private func declare(_ pattern: Pattern, in scope: Scope) {
    switch pattern {
    case .name(let name, _): scope.declare(name)
    case .tuple(let patterns, _):
      for pattern in patterns { declare(pattern, in: scope) }
    }
  }
}
