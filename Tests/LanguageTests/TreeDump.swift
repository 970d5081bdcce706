import Language

/// The statements of a text as S-expressions, one a line; mistakes begin with `!`.
func dump(_ text: String) -> String {
  let (program, diagnostics) = parse(Source(name: "In[1]", text: text))
  return (diagnostics.map { "! " + $0.message } + program.statements.map(dump))
    .joined(separator: "\n")
}

func dump(_ statement: Statement) -> String {
  dump(statement.kind) + (statement.isSilenced ? ";" : "")
}

private func dump(_ kind: Statement.Kind) -> String {
  switch kind {
  case .expression(let expression): dump(expression)
  case .assignment(let target, let symbol, let value):
    "(\(symbol.rawValue) \(dump(target)) \(dump(value)))"
  case .definition(let function):
    "(define \(function.name) \(dump(function.signature)) \(dump(function.body)))"
  case .forLoop(let pattern, let rows, let body):
    "(for \(dump(pattern)) \(dump(rows)) \(dump(body)))"
  case .whileLoop(let condition, let body): "(while \(dump(condition)) \(dump(body)))"
  case .returning(let value): value.map { "(return \(dump($0)))" } ?? "(return)"
  case .breaking: "(break)"
  case .continuing: "(continue)"
  case .command(let name, let argument, _): "(%\(name) \"\(argument)\")"
  case .help(let name, _): "(help \(name))"
  }
}

private func dump(_ block: Block) -> String {
  "{" + block.statements.map(dump).joined(separator: " ") + "}"
}

private func dump(_ pattern: Pattern) -> String {
  switch pattern {
  case .name(let name, _): name
  case .tuple(let members, _): "(" + members.map(dump).joined(separator: " ") + ")"
  }
}

private func dump(_ target: AssignmentTarget) -> String {
  switch target {
  case .pattern(let pattern): return dump(pattern)
  case .path(let root, _, let components):
    return components.reduce(root) { text, component in
      switch component {
      case .field(let name, _): text + "." + name
      case .subscripts(let subscripts, _):
        text + "[" + subscripts.map(dump).joined(separator: " ") + "]"
      }
    }
  }
}

private func dump(_ signature: FunctionSignature) -> String {
  let parameters = signature.parameters.map { parameter in
    parameter.name + (parameter.defaultValue.map { "=" + dump($0) } ?? "")
  }
  return "(" + parameters.joined(separator: " ") + ")"
}

private func dump(_ item: Subscript) -> String {
  switch item {
  case .index(let expression): return dump(expression)
  case .slice(let start, let stop, let step, _):
    let ends = [start, stop].map { $0.map { dump($0) } ?? "" }.joined(separator: ":")
    return ends + (step.map { ":" + dump($0) } ?? "")
  }
}

func dump(_ expression: Expression) -> String {
  func list(_ head: String, _ members: [Expression]) -> String {
    "(" + ([head] + members.map(dump)).joined(separator: " ") + ")"
  }
  switch expression.kind {
  case .number(let value):
    let text = String(value)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  case .string(let parts): return "\"" + parts.map(dump).joined() + "\""
  case .bool(let value): return String(value)
  case .none: return "none"
  case .name(let name): return name
  case .list(let members): return "[" + members.map(dump).joined(separator: " ") + "]"
  case .comprehension(let member, let clauses):
    return "[" + ([dump(member)] + clauses.map(dump)).joined(separator: " ") + "]"
  case .tuple(let members): return list("tuple", members)
  case .record(let fields):
    return "{" + fields.map { "\($0.name): \(dump($0.value))" }.joined(separator: ", ") + "}"
  case .lambda(let signature, let body): return "(-> \(dump(signature)) \(dump(body)))"
  case .block(let block): return dump(block)
  case .conditional(let condition, let then, let otherwise):
    let tail = otherwise.map { " " + dump($0) } ?? ""
    return "(if \(dump(condition)) \(dump(then))\(tail))"
  case .call(let function, let arguments):
    let texts = arguments.map { ($0.name.map { $0 + "=" } ?? "") + dump($0.value) }
    return "(" + (["call", dump(function)] + texts).joined(separator: " ") + ")"
  case .index(let base, let subscripts):
    return "(index \(dump(base)) " + subscripts.map(dump).joined(separator: " ") + ")"
  case .field(let base, let name, _): return "(. \(dump(base)) \(name))"
  case .prime(let base, let order): return "(prime\(order) \(dump(base)))"
  case .transpose(let base): return list("T", [base])
  case .nabla(let base): return list("nabla", [base])
  case .norm(let base): return list("norm", [base])
  case .squareRoot(let base): return list("sqrt", [base])
  case .unary(let symbol, let operand): return list(symbol.rawValue, [operand])
  case .binary(let symbol, let left, let right, _): return list(symbol.rawValue, [left, right])
  case .comparison(let operands, let operators):
    let tail = zip(operators, operands.dropFirst()).map { " \($0.rawValue) \(dump($1))" }
    return "(" + dump(operands[0]) + tail.joined() + ")"
  case .range(let lower, let upper, let isClosed):
    return list(isClosed ? "..." : "..<", [lower, upper])
  }
}

private func dump(_ part: StringPart) -> String {
  switch part {
  case .text(let text): return text
  case .interpolation(let value, let format):
    guard let format else { return "{\(dump(value))}" }
    var text = format.fill == " " ? "" : String(format.fill)
    text += format.alignment.map { String($0.rawValue) } ?? ""
    text += format.sign.map { String($0.rawValue) } ?? ""
    text += format.width.map(String.init) ?? ""
    text += format.groupsThousands ? "," : ""
    text += format.digits.map { ".\($0)" } ?? ""
    text += format.presentation.map { String($0.rawValue) } ?? ""
    return "{\(dump(value)):\(text)}"
  }
}

private func dump(_ clause: ComprehensionClause) -> String {
  switch clause {
  case .each(let pattern, let rows): "for \(dump(pattern)) \(dump(rows))"
  case .filter(let condition): "if \(dump(condition))"
  }
}
