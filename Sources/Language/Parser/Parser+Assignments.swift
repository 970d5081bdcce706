extension Parser {
  /// Reads the operator and the value of an assignment.
  mutating func assignment(to left: Expression) throws(Failure) -> Statement.Kind {
    let symbol = current
    if isAtLineEnd { reportLeadingOperator() }
    guard let kind = symbol.kind.assignmentOperator else { throw unexpected("`=`") }
    let target = try target(left, kind, symbol)
    advance()
    let value = try expression()
    if current.kind.assignmentOperator != nil, !isAtLineEnd {
      throw failure(
        "one assignment sets one name",
        current.span,
        hint: at(.assign) ? "two statements, or `==` to compare" : "two statements"
      )
    }
    return .assignment(target, kind, value)
  }

  private mutating func target(
    _ left: Expression,
    _ kind: AssignmentOperator,
    _ symbol: Token
  ) throws(Failure) -> AssignmentTarget {
    switch left.kind {
    case .index, .field: return try pathTarget(left)
    case .name, .tuple: break
    default: throw refusedTarget(left, symbol)
    }
    let pattern = try pattern(left, symbol)
    if case .tuple(_, let span) = pattern, kind != .assign {
      report("`\(kind.rawValue)` sets one name", span, hint: "`=` takes a tuple apart")
    }
    var names: Set<String> = []
    refuseTwice(pattern, &names)
    return .pattern(pattern)
  }

  private mutating func pattern(
    _ left: Expression,
    _ symbol: Token
  ) throws(Failure) -> Pattern {
    switch left.kind {
    case .name(let name):
      return .name(name, left.span)
    case .tuple(let members):
      var patterns: [Pattern] = []
      for member in members { patterns.append(try pattern(member, symbol)) }
      return .tuple(patterns, left.span)
    case .index, .field:
      throw failure(
        "taking apart gives names, not parts of values",
        left.span,
        hint: "names first, then assign the parts"
      )
    default:
      throw refusedTarget(left, symbol)
    }
  }

  /// The path `r.a[0].b` from its root.
  private mutating func pathTarget(_ left: Expression) throws(Failure) -> AssignmentTarget {
    var components: [PathComponent] = []
    var rest = left
    while true {
      switch rest.kind {
      case .field(let base, let name, let span):
        components.append(.field(name, span))
        rest = base
      case .index(let base, let subscripts):
        components.append(.subscripts(subscripts, Span(base.span.upper, rest.span.upper)))
        rest = base
      case .name(let root):
        return .path(root: root, rootSpan: rest.span, components.reversed())
      default:
        throw failure(
          "only a name and its parts can be assigned to",
          rest.span,
          hint: "give it a name first"
        )
      }
    }
  }

  private mutating func refusedTarget(_ left: Expression, _ symbol: Token) -> Failure {
    switch left.kind {
    case .bool, .none, .number, .string:
      let constant = excerpt(left.span)
      return failure(
        "nothing can be assigned to `\(constant)`",
        left.span,
        hint: symbol.kind == .assign && peek().kind == .name
          ? "the name stands on the left: `\(text(peek())) = \(constant)`" : nil
      )
    case .call(let function, _):
      guard case .prime(let base, _) = function.kind, case .name(let name) = base.kind else {
        return failure(
          "a call cannot be assigned to",
          left.span,
          hint: "equality is `==`; a function is defined with `name(x) = …` on its own"
        )
      }
      return failure(
        "a derivative is not defined but taken",
        left.span,
        hint: "`d\(name)(x) = …` under a name of its own, "
          + "`check_grad(\(name), x, claim=d\(name))` compares"
      )
    case .list:
      return failure("a list of names cannot be assigned to", left.span, hint: "`(a, b) = …`")
    case .transpose:
      return failure("a transpose cannot be assigned to", left.span)
    case .comparison:
      return failure(
        "a comparison cannot be assigned to",
        left.span,
        hint: "set the name first, compare then"
      )
    default:
      return failure(
        "only names, their parts and tuples of names can be assigned to",
        left.span,
        hint: symbol.kind == .assign ? "equality is `==`" : nil
      )
    }
  }
}
