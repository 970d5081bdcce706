import Language

extension Session {
  /// The value that a text such as `r.a[0]` stands for, without running anything; nil where it would have to run.
  func value(ofPath text: String) -> Value? {
    let (program, mistakes) = parse(Source(name: "", text: text))
    guard mistakes.isEmpty, program.statements.count == 1,
      case .expression(let expression) = program.statements[0].kind
    else { return nil }
    return value(of: expression)
  }

  private func value(of expression: Expression) -> Value? {
    switch expression.kind {
    case .name(let name): return context.globals[name] ?? context.globals.builtin(name)
    case .string: return .string("")
    case .field(let base, let name, _):
      guard let base = value(of: base) else { return nil }
      return try? context.field(name, of: base)
    case .index(let base, let subscripts):
      guard case .tuple(let tuple)? = value(of: base), subscripts.count == 1,
        case .index(let index) = subscripts[0], case .number(let number) = index.kind,
        let position = Int(whole: number), tuple.elements.indices.contains(position)
      else { return nil }
      return tuple.elements[position]
    default: return nil
    }
  }
}
