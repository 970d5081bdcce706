extension SourcePrinter {
  func text(_ statement: Statement) -> String {
    text(statement.kind) + (statement.isSilenced ? ";" : "")
  }

  /// A block on one line: `{ z = x^2; z + 1 }`.
  func text(_ block: Block) -> String {
    if block.statements.isEmpty { return "{}" }
    return "{ " + block.statements.map { text($0.kind) }.joined(separator: "; ") + " }"
  }

  private func text(_ kind: Statement.Kind) -> String {
    switch kind {
    case .expression(let expression):
      return text(expression, .lowest)
    case .assignment(let target, let symbol, let value):
      return "\(text(target)) \(symbol.rawValue) " + text(value, .lowest)
    case .definition(let function):
      return function.name + text(function.signature) + " = " + body(function.body)
    case .forLoop(let pattern, let rows, let body):
      return "for \(text(pattern)) in \(header(rows)) " + text(body)
    case .whileLoop(let condition, let body):
      return "while \(header(condition)) " + text(body)
    case .returning(let value):
      return "return" + (value.map { " " + text($0, .lowest) } ?? "")
    case .breaking: return "break"
    case .continuing: return "continue"
    case .command(let name, let argument, _):
      return argument.isEmpty ? "%" + name : "%\(name) \(argument)"
    case .help(let name, _): return "?" + name
    }
  }

  private func text(_ target: AssignmentTarget) -> String {
    switch target {
    case .pattern(let pattern): return text(pattern)
    case .path(let root, _, let components):
      return components.reduce(root) { path, component in
        switch component {
        case .field(let name, _): path + "." + name
        case .subscripts(let subscripts, _):
          path + "[" + subscripts.map(text).joined(separator: ", ") + "]"
        }
      }
    }
  }

  func text(_ pattern: Pattern) -> String {
    switch pattern {
    case .name(let name, _): return name
    case .tuple(let members, _):
      let texts = members.map { text($0) }.joined(separator: ", ")
      return "(" + texts + (members.count == 1 ? ",)" : ")")
    }
  }
}

extension FormatSpecification: CustomStringConvertible {
  /// The format as it is written behind the colon.
  public var description: String {
    var text = ""
    if let alignment {
      text += fill == " " ? "" : String(fill)
      text.append(alignment.rawValue)
    }
    if let sign { text.append(sign.rawValue) }
    if alignment == nil, fill == "0", width.map({ String($0).first != "0" }) ?? false {
      text += "0"
    }
    if let width { text += String(width) }
    if groupsThousands { text += "," }
    if let digits { text += "." + String(digits) }
    if let presentation { text.append(presentation.rawValue) }
    return text
  }
}
