extension Parser {
  /// Reads `√x`, `∇f`, `‖x‖` or a postfix chain.
  mutating func prefixed(isFactor: Bool = false) throws(Failure) -> Expression {
    switch current.kind {
    case .root: try squareRoot()
    case .nabla: try postfix(try nabla())
    case .norm: try norm()
    default: try postfix(try primary(), isFactor: isFactor)
    }
  }

  private mutating func squareRoot() throws(Failure) -> Expression {
    try enterPrefix()
    defer { leavePrefix() }
    let symbol = current
    advance()
    if at(.subtract) || at(.add) {
      throw failure(
        "`√` and a sign have two readings",
        symbol.span.union(current.span),
        hint: "`√(\(text(current))\(exponentExcerpt))`"
      )
    }
    let start = position
    let operand = try prefixed()
    let under = excerpt(operand.span)
    if at(.power) || at(.superscript), !isAtLineEnd {
      let exponent = at(.power) ? "^" + exponentExcerpt : text(current)
      report(
        "a power under or over the root has two readings",
        symbol.span.union(current.span),
        hint: "`√(\(under)\(exponent))` or `(√\(under))\(exponent)`"
      )
    } else if tokens[start].kind == .number, position == start + 1, !current.spaceBefore,
      at(.name) || at(.leftParenthesis)
    {
      throw failure(
        "a product under or behind the root has two readings",
        symbol.span.union(current.span),
        hint: "`√(\(under)\(operandText))` or `√\(under) * \(operandText)`"
      )
    }
    try grow()
    return Expression(.squareRoot(operand), symbol.span.union(operand.span))
  }

  private var exponentExcerpt: String {
    peek().kind == .number || peek().kind == .name ? text(peek()) : "…"
  }

  private mutating func nabla() throws(Failure) -> Expression {
    let symbol = current
    advance()
    let operand: Expression
    switch current.kind {
    case .name:
      if text(current).hasPrefix("_"), peek().beginsSameLine(.name) {
        throw failure(
          "`∇` has no subscript",
          symbol.span.union(current.span),
          hint: "`grad(\(text(peek())), \"\(text(current).dropFirst())\")`"
        )
      }
      operand = try fieldPath(try primary())
    case .leftParenthesis:
      operand = try primed(try primary())
    case .nabla:
      throw failure(
        "`∇∇` is not written",
        symbol.span.union(current.span),
        hint: "`hessian(f)` or `laplacian(f)`"
      )
    case .superscript:
      throw failure(
        "`∇²` has two readings",
        symbol.span.union(current.span),
        hint: "`laplacian(f)` or `hessian(f)`"
      )
    default:
      if at(.invalid) || at(.endOfText) { throw unexpected("a function behind `∇`") }
      throw failure(
        "`∇` stands before a function",
        symbol.span.union(current.span),
        hint: "`∇f`, `∇r.f`, `∇(f ∘ g)`"
      )
    }
    try grow()
    return Expression(.nabla(operand), symbol.span.union(operand.span))
  }

  /// Reads the fields and primes that belong to a function behind `∇`.
  private mutating func fieldPath(_ root: Expression) throws(Failure) -> Expression {
    var path = root
    while at(.dot), peek().kind == .name, !current.spaceBefore {
      path = try field(of: path)
    }
    return try primed(path)
  }

  private mutating func norm() throws(Failure) -> Expression {
    let symbol = current
    advance()
    let isHeader = context.isHeader
    context.openNorms += 1
    context.isHeader = false
    defer {
      context.openNorms -= 1
      context.isHeader = isHeader
    }
    let operand = try expression()
    guard consume(.norm) else { throw unexpected("`‖`") }
    try grow()
    return Expression(.norm(operand), symbol.span.union(previous.span))
  }
}

extension Token {
  /// Whether it is of a kind and on the same line as the token before it.
  func beginsSameLine(_ kind: Kind) -> Bool { self.kind == kind && !newlineBefore }
}
