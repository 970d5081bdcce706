import Language

/// A function as it is written, by a definition or as a lambda.
struct FunctionParts {
  let name: String
  let signature: FunctionSignature
  let body: Expression
  let span: Span
  var comment = ""
  var isLambda = true

  init(_ name: String, _ signature: FunctionSignature, _ body: Expression, _ span: Span) {
    self.name = name
    self.signature = signature
    self.body = body
    self.span = span
  }

  init(_ definition: FunctionDefinition, _ span: Span) {
    self.init(definition.name, definition.signature, definition.body, span)
    comment = definition.comment
    isLambda = false
  }
}

extension Lowering {
  func template(
    _ parts: FunctionParts,
    _ scope: Scope,
    siblings: DefinitionBlock?,
    siblingIndex: Int? = nil
  ) -> FunctionTemplate {
    let layout = FrameLayout(enclosing: scope, siblings: siblings)
    let inner = Scope(parent: nil, frame: layout)
    for parameter in parts.signature.parameters {
      inner.declare(parameter.name)
    }
    declareLocals(of: parts, in: inner)
    let formals = parts.signature.parameters.map { parameter in
      FunctionTemplate.Formal(
        name: parameter.name,
        defaultValue: parameter.defaultValue.map { lowered($0, inner) }
      )
    }
    let template = FunctionTemplate(
      name: parts.name,
      formals: formals,
      location: location(parts.span),
      comment: parts.comment,
      isLambda: parts.isLambda,
      body: lowered(parts.body, inner)
    )
    template.complete(
      slotCount: layout.slotCount,
      captures: layout.captures,
      siblingIndex: siblingIndex
    )
    return template
  }

  private func declareLocals(of parts: FunctionParts, in scope: Scope) {
    let defaults = parts.signature.parameters.compactMap(\.defaultValue)
    let assigned = AssignedNames(in: defaults + [parts.body])
    let parameters = Set(parts.signature.parameters.map(\.name))
    scope.arguments = parameters
    for name in assigned.ordered {
      scope.declare(name)
    }
    scope.augmentedOnly = assigned.augmented.subtracting(assigned.plain).subtracting(parameters)
  }

  func call(
    _ callee: Expression,
    _ arguments: [Argument],
    _ scope: Scope,
    _ span: Span
  ) -> Node {
    let calleeNode = lowered(callee, scope)
    let assignments = scope.frame.assignmentCount
    let argumentNodes = arguments.map { lowered($0.value, scope) }
    let general = CallNode(
      calleeNode,
      argumentNodes,
      names: arguments.compactMap { argument in
        argument.name.map { ArgumentName(text: $0, location: location(argument.span)) }
      },
      keepsNames: scope.frame.assignmentCount == assignments,
      origin: origin(span),
      location(span)
    )
    guard arguments.count == 1, arguments[0].name == nil,
      let global = calleeNode as? GlobalNode,
      case .function(let function)? = global.cell.builtin
    else { return general }
    let scalar = ScalarCallNode(global.cell, function, general.arguments[0], general: general)
    return scalar ?? general
  }
}
