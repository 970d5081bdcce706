import Language

extension Lowering {
  func lowered(_ block: Block, _ scope: Scope) -> Node {
    let place = location(block.span)
    guard !scope.isSession else {
      return BlockNode(block.statements.map { lowered($0, scope) }, place)
    }
    let definitions = block.statements.compactMap { FunctionParts(definedBy: $0) }
    guard !definitions.isEmpty else {
      return BlockNode(block.statements.map { lowered($0, scope) }, place)
    }
    return BlockNode(
      statements(block.statements, defining: definitions.map(\.name), scope),
      place
    )
  }

  /// The statements of a block in a function, some of which define functions that see each other.
  private func statements(
    _ statements: [Statement],
    defining names: [String],
    _ scope: Scope
  ) -> [Node] {
    let block = DefinitionBlock(slot: scope.frame.newSlot(), names: names)
    return statements.map { statement in
      guard let parts = FunctionParts(definedBy: statement),
        case .slot(let slot)? = place(parts.name, scope)
      else { return lowered(statement, scope) }
      let index = block.templates.count
      let template = template(parts, scope, siblings: block, siblingIndex: index)
      block.templates.append(template)
      return LocalDefinitionNode(
        template,
        index: index,
        slot: slot,
        in: block,
        location(statement.span)
      )
    }
  }

  func lowered(_ statement: Statement, _ scope: Scope) -> Node {
    let place = location(statement.span)
    switch statement.kind {
    case .expression(let expression): return lowered(expression, scope)
    case .assignment(let target, let operation, let value):
      return assignment(target, operation, value, scope, statement.span)
    case .definition(let definition):
      let parts = FunctionParts(definition, statement.span)
      let closure = ClosureNode(template(parts, scope, siblings: nil), place)
      guard let home = self.place(definition.name, scope) else {
        preconditionFailure("every name a function assigns is declared before it is lowered")
      }
      return DefinitionNode(home, closure, place)
    case .forLoop(let pattern, let rows, let body):
      return ForNode(
        target(pattern, scope),
        in: lowered(rows, scope),
        loop(body, over: pattern.names, scope),
        place
      )
    case .whileLoop(let test, let body):
      return WhileNode(lowered(test, scope), loop(body, over: [], while: test, scope), place)
    case .returning(let value):
      return ReturnNode(value.map { lowered($0, scope) }, place)
    case .breaking: return LeaveNode(.breaking, place)
    case .continuing: return LeaveNode(.continuing, place)
    case .command, .help:
      return FailureNode(
        Diagnostic(.syntax, "commands stand at the top level of a cell", at: place),
        place
      )
    }
  }

  /// The body of a loop, with the names that its passes work on.
  private func loop(
    _ body: Block,
    over targets: [String],
    while test: Expression? = nil,
    _ scope: Scope
  ) -> LoopBody {
    let names = LoopNames(of: body, targets: targets, test: test)
    var used: [LoopPasses.Name] = []
    for (name, use) in names.assigned {
      if let place = home(name, scope) { used.append(.init(place, name, use)) }
    }
    for name in names.mentioned {
      // What else a session holds is asked for where it is read.
      if case .slot(let slot) = scope.resolve(name) {
        used.append(.init(.slot(slot), name, .carried))
      }
    }
    return LoopBody(lowered(body, scope), used)
  }

  private func assignment(
    _ target: AssignmentTarget,
    _ operation: AssignmentOperator,
    _ value: Expression,
    _ scope: Scope,
    _ span: Span
  ) -> Node {
    switch target {
    case .pattern(.name(let name, let nameSpan)):
      return nameAssignment(name, nameSpan, operation, value, scope, span)
    case .pattern(let pattern):
      return DestructuringNode(
        self.target(pattern, scope),
        lowered(value, scope),
        location(span)
      )
    case .path(let root, let rootSpan, let components):
      return PathAssignmentNode(
        place(root, scope),
        root: name(root, scope, location(rootSpan)),
        named: root,
        path: components.map { lowered($0, scope) },
        operation,
        lowered(value, scope),
        origin: origin(span),
        location(span)
      )
    }
  }

  private func nameAssignment(
    _ name: String,
    _ nameSpan: Span,
    _ operation: AssignmentOperator,
    _ value: Expression,
    _ scope: Scope,
    _ span: Span
  ) -> Node {
    let place = location(span)
    let nameNode = self.name(name, scope, location(nameSpan))
    if operation == .set {
      return ParameterSettingNode(nameNode, lowered(value, scope), place)
    }
    guard let home = self.place(name, scope) else {
      preconditionFailure("every name a function assigns is declared before it is lowered")
    }
    guard let symbol = operation.arithmetic else {
      let node = AssignmentNode(home, name: name, named(value, name, scope), place)
      return lengthening(name, home, value, node) ?? appending(node) ?? node
    }
    return AugmentedAssignmentNode(
      home,
      name: name,
      nameNode: nameNode,
      symbol,
      lowered(value, scope),
      sets: !scope.isArgument(name),
      origin: origin(span),
      place
    )
  }

  /// `name = name + value`, where the value does not assign the name itself.
  private func lengthening(
    _ name: String,
    _ home: Place,
    _ value: Expression,
    _ assignment: AssignmentNode
  ) -> Node? {
    guard case .binary(.add, let left, let right, _) = value.kind, case .name(name) = left.kind,
      let sum = assignment.value as? ArithmeticNode, sum.symbol == .add,
      !AssignedNames(in: [right]).ordered.contains(name)
    else { return nil }
    return LengtheningNode(home, sum, assignment)
  }

  /// `name = append(name, value)`.
  private func appending(_ assignment: AssignmentNode) -> Node? {
    AppendingNode(assignment) { node in
      switch (node, assignment.place) {
      case (let local as LocalNode, .slot(let slot)): local.slot == slot
      case (let global as GlobalNode, .global(let cell)): global.cell === cell
      default: false
      }
    }
  }

  /// A value on its way to a name, which a lambda takes for messages.
  private func named(_ value: Expression, _ name: String, _ scope: Scope) -> Node {
    guard case .lambda(let signature, let body) = value.kind else { return lowered(value, scope) }
    let parts = FunctionParts(name, signature, body, value.span)
    return ClosureNode(template(parts, scope, siblings: nil), location(value.span))
  }

  private func lowered(_ component: PathComponent, _ scope: Scope) -> PathStepNode {
    switch component {
    case .field(let name, let span): .field(name, location(span))
    case .subscripts(let subscripts, let span):
      .subscripts(subscripts.map { lowered($0, scope) }, location(span))
    }
  }
}

extension FunctionParts {
  /// The function that a statement gives a name; nil for every other statement.
  init?(definedBy statement: Statement) {
    switch statement.kind {
    case .definition(let definition): self.init(definition, statement.span)
    case .assignment(.pattern(.name(let name, _)), .assign, let value):
      guard case .lambda(let signature, let body) = value.kind else { return nil }
      self.init(name, signature, body, value.span)
    default: return nil
    }
  }
}
