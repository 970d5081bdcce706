extension SourcePrinter {
  /// The text of an expression without parentheses around it, and how tightly it binds.
  func written(_ expression: Expression) -> (String, Level) {
    switch expression.kind {
    case .number(let value): return (number(value), .postfix)
    case .string(let parts): return ("\"" + parts.map(text).joined() + "\"", .postfix)
    case .bool(let value): return (value ? "true" : "false", .postfix)
    case .none: return ("none", .postfix)
    case .name(let name): return (name, .postfix)
    case .list(let members): return ("[" + list(members) + "]", .postfix)
    case .comprehension(let member, let clauses):
      return (
        "[" + ([text(member, .lowest)] + clauses.map(text)).joined(separator: " ") + "]", .postfix
      )
    case .tuple(let members):
      return ("(" + list(members) + (members.count == 1 ? ",)" : ")"), .postfix)
    case .record(let fields):
      let texts = fields.map { "\($0.name): " + text($0.value, .lowest) }
      return ("{" + texts.joined(separator: ", ") + "}", .postfix)
    case .lambda(let signature, let expression):
      return (lambdaHead(signature) + " -> " + body(expression), .lowest)
    case .block(let block): return (text(block), .lowest)
    case .conditional(let condition, let then, let otherwise):
      let tail = otherwise.map { " else " + text($0, .lowest) } ?? ""
      return ("if " + header(condition) + " " + text(then) + tail, .lowest)
    case .call, .index, .field, .prime, .transpose: return (chain(expression), .postfix)
    case .nabla(let function): return ("∇" + functionName(function), .postfix)
    case .norm(let operand): return ("‖" + text(operand, .lowest) + "‖", .prefix)
    case .squareRoot(let operand): return ("√" + text(operand, .prefix), .prefix)
    case .unary(.not, let operand): return ("not " + text(operand, .not), .not)
    case .unary(let symbol, let operand): return (symbol.rawValue + text(operand, .unary), .unary)
    case .binary(let symbol, let left, let right, let span):
      return binary(symbol, left, right, isJuxtaposed: span.lower == span.upper)
    case .comparison(let operands, let operators):
      let rest = zip(operators, operands.dropFirst()).map { " \($0.rawValue) \(text($1, .range))" }
      return (text(operands[0], .range) + rest.joined(), .comparison)
    case .range(let lower, let upper, let isClosed):
      return (text(lower, .compose) + (isClosed ? "..." : "..<") + text(upper, .compose), .range)
    }
  }

  private func list(_ members: [Expression]) -> String {
    members.map { text($0, .lowest) }.joined(separator: ", ")
  }

  /// A number with the digits that bring it back; whole ones without a point.
  private func number(_ value: Double) -> String {
    if value.isInfinite { return "inf" }
    let text = String(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private func lambdaHead(_ signature: FunctionSignature) -> String {
    guard signature.parameters.count == 1, let only = signature.parameters.first,
      only.defaultValue == nil
    else { return text(signature) }
    return only.name
  }

  /// A condition or the rows of a loop, where a brace would open the body.
  func header(_ expression: Expression) -> String {
    let written = text(expression, .lowest)
    return written.contains("{") ? "(\(written))" : written
  }

  // MARK: - Operators

  private func binary(
    _ symbol: BinaryOperator,
    _ left: Expression,
    _ right: Expression,
    isJuxtaposed: Bool
  ) -> (String, Level) {
    if symbol == .power {
      return (text(left, .postfix) + "^" + exponent(right), .power)
    }
    if symbol == .multiply, isJuxtaposed, case .number(let value) = left.kind {
      let factor = text(right, .power)
      if canFollow(number(value), factor) { return (number(value) + factor, .juxtaposition) }
    }
    let level = symbol.level
    var second = text(right, level.next)
    // `1/2x` has two readings.
    if symbol == .divide || symbol == .modulo, right.isProductBehindSigns { second = "(\(second))" }
    return ("\(text(left, level)) \(symbol.rawValue) \(second)", level)
  }

  /// Whether a text directly behind a number makes a product with it.
  private func canFollow(_ number: String, _ factor: String) -> Bool {
    let scalars = factor.unicodeScalars
    guard let first = scalars.first else { return false }
    if first == "√" || first == "∇" || first == "‖" { return true }
    guard ScalarClasses.startsName(first) else { return false }
    // `0x` is refused and `2e3` is a number.
    if number == "0" { return false }
    guard first == "e" || first == "E", let second = scalars.dropFirst().first else { return true }
    return !"0123456789+-".unicodeScalars.contains(second)
  }

  private func exponent(_ expression: Expression) -> String {
    if case .unary(let symbol, let operand) = expression.kind, symbol != .not {
      return symbol.rawValue + exponent(operand)
    }
    return text(expression, .power)
  }

  // MARK: - Chains

  private func chain(_ expression: Expression) -> String {
    switch expression.kind {
    case .call(let function, let arguments):
      let texts = arguments.map { ($0.name.map { $0 + "=" } ?? "") + text($0.value, .lowest) }
      return base(function) + "(" + texts.joined(separator: ", ") + ")"
    case .index(let value, let subscripts):
      return base(value) + "[" + subscripts.map(text).joined(separator: ", ") + "]"
    case .field(let value, let name, _):
      return base(value) + "." + name
    case .prime(let function, let order):
      let primes = String(repeating: "'", count: order)
      guard case .prime = function.kind else { return functionName(function) + primes }
      return "(" + text(function, .lowest) + ")" + primes
    case .transpose(let value):
      return base(value) + "ᵀ"
    default:
      return text(expression, .postfix)
    }
  }

  /// What a call, an index or a field applies to.
  private func base(_ expression: Expression) -> String {
    if case .number = expression.kind { return "(" + text(expression, .lowest) + ")" }
    return text(expression, .postfix)
  }

  /// What primes and `∇` apply to: a name, a path or a parenthesis.
  private func functionName(_ expression: Expression) -> String {
    switch expression.kind {
    case .name(let name): return name
    case .field(let root, let name, _) where root.isPath: return text(root, .postfix) + "." + name
    case .prime(let function, _) where function.isPath: return text(expression, .postfix)
    default: return "(" + text(expression, .lowest) + ")"
    }
  }

  func text(_ item: Subscript) -> String {
    switch item {
    case .index(let expression): return text(expression, .lowest)
    case .slice(let start, let stop, let step, _):
      let ends = [start, stop].map { $0.map { text($0, .lowest) } ?? "" }.joined(separator: ":")
      return ends + (step.map { ":" + text($0, .lowest) } ?? "")
    }
  }

  private func text(_ clause: ComprehensionClause) -> String {
    switch clause {
    case .each(let pattern, let rows): "for \(text(pattern)) in " + text(rows, .lowest)
    case .filter(let condition): "if " + text(condition, .lowest)
    }
  }

  // MARK: - Strings

  private func text(_ part: StringPart) -> String {
    switch part {
    case .text(let text): return escaped(text)
    case .interpolation(let value, let format):
      let written = text(value, .lowest)
      // `{{` is refused.
      let inner = written.hasPrefix("{") ? "(\(written))" : written
      return "{" + inner + (format.map { ":" + $0.description } ?? "") + "}"
    }
  }

  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "{": result += "\\{"
      // In braces, because `\n` before letters may be the name of a symbol.
      case "\n": result += "{\"\\n\"}"
      case "\t": result += "{\"\\t\"}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    if result == "{\"\\n\"}" { return "\\n" }
    return result == "{\"\\t\"}" ? "\\t" : result
  }
}

extension Expression {
  /// Whether it is a name or a field of a path.
  fileprivate var isPath: Bool {
    switch kind {
    case .name: true
    case .field(let root, _, _): root.isPath
    default: false
    }
  }
}

extension Expression {
  /// Whether it is a product without `*`, perhaps with signs before it.
  fileprivate var isProductBehindSigns: Bool {
    switch kind {
    case .unary(_, let operand): operand.isProductBehindSigns
    case .binary(.multiply, _, _, let span): span.lower == span.upper
    default: false
    }
  }
}

extension BinaryOperator {
  fileprivate var level: SourcePrinter.Level {
    switch self {
    case .power: .power
    case .multiply, .divide, .matrixMultiply, .modulo, .dot: .product
    case .add, .subtract: .sum
    case .compose: .compose
    case .and: .and
    case .or: .or
    case .pipe: .pipe
    }
  }
}
