import Language

extension Lowering {
  /// An operator between operands, folded where both are constant numbers.
  func operation(_ expression: Expression, _ scope: Scope) -> Node {
    let place = location(expression.span)
    switch expression.kind {
    case .unary(.not, let operand): return NotNode(lowered(operand, scope), place)
    case .unary(let symbol, let operand):
      let node = lowered(operand, scope)
      if let number = node.constantNumber {
        return ConstantNode(.number(symbol == .negate ? -number : number), place)
      }
      return SignNode(
        node,
        negating: symbol == .negate,
        origin: origin(expression.span),
        place
      )
    case .binary(let symbol, let left, let right, _):
      return binary(symbol, lowered(left, scope), lowered(right, scope), expression.span)
    case .comparison(let operands, let symbols):
      let nodes = operands.map { lowered($0, scope) }
      if nodes.count == 2, symbols.count == 1 {
        return ComparisonNode(symbols[0], nodes[0], nodes[1], place)
      }
      return ComparisonChainNode(nodes, symbols, place)
    case .range(let lower, let upper, let isClosed):
      return RangeNode(lowered(lower, scope), lowered(upper, scope), closed: isClosed, place)
    default:
      preconditionFailure("only operators are lowered here")
    }
  }

  private func binary(_ symbol: BinaryOperator, _ left: Node, _ right: Node, _ span: Span) -> Node {
    let place = location(span)
    switch symbol {
    case .and: return LogicNode(and: true, left, right, place)
    case .or: return LogicNode(and: false, left, right, place)
    case .pipe:
      return CallNode(right, [left], names: [], origin: origin(span), place)
    case .add, .subtract, .multiply, .divide, .modulo: return arithmetic(symbol, left, right, span)
    case .power:
      let base = shadowedConstant(left)
      return PowerNode(base, right, origin: origin(span), place)
    case .matrixMultiply, .dot, .compose:
      return BinaryNode(symbol, left, right, origin: origin(span), place)
    }
  }

  private func arithmetic(
    _ symbol: BinaryOperator,
    _ left: Node,
    _ right: Node,
    _ span: Span
  ) -> Node {
    if symbol != .modulo, let a = left.constantNumber, let b = right.constantNumber {
      let result = symbol.numberResult(a, b)
      // What is not finite is left to the run, which warns at this place.
      if result.isFinite { return ConstantNode(.number(result), location(span)) }
    }
    return ArithmeticNode(symbol, left, right, origin: origin(span), location(span))
  }

  private func shadowedConstant(_ base: Node) -> Node {
    let name: String
    switch base {
    case let local as LocalNode: name = local.name
    case let captured as CapturedNode: name = captured.name
    case let global as GlobalNode: name = global.cell.name
    default: return base
    }
    return ["e", "pi", "π"].contains(name) ? ShadowedConstantNode(base, name) : base
  }

  /// Notation that stands for a call: `f'`, `xᵀ`, `∇f`, `‖x‖`, `√x`.
  func mathematics(_ expression: Expression, _ scope: Scope) -> Node {
    let place = location(expression.span)
    switch expression.kind {
    case .prime(let base, let order):
      let orderNode = ConstantNode(.number(Double(order)), place)
      return notation("derivative", [lowered(base, scope), orderNode], expression.span)
    case .transpose(let base):
      return TransposeNode(lowered(base, scope), origin: origin(expression.span), place)
    case .nabla(let base): return notation("grad", [lowered(base, scope)], expression.span)
    case .norm(let base): return notation("norm", [lowered(base, scope)], expression.span)
    case .squareRoot(let base):
      let argument = lowered(base, scope)
      let general = notation("sqrt", [argument], expression.span)
      guard case .function(let function)? = globals.builtin("sqrt"), let call = general as? CallNode
      else { return general }
      return ScalarCallNode(nil, function, argument, general: call) ?? general
    default:
      preconditionFailure("only notation for calls is lowered here")
    }
  }
}
