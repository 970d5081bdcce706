/// A builtin as a value.
final class BuiltinFunction: Function {
  let builtin: Builtin

  init(_ builtin: Builtin) {
    self.builtin = builtin
    super.init(name: builtin.name, parameters: builtin.parameters, depth: 0)
  }

  override func call(_ arguments: CallArguments, in context: Context) throws -> Value {
    try builtin.body(context, arguments.bound(to: self))
  }

  override var summary: String { builtin.documentation.summary }

  override func help(in context: Context) throws -> String {
    let documentation = builtin.documentation
    var paragraphs = [documentation.summary]
    if !documentation.formula.isEmpty {
      paragraphs.append("formula: \(documentation.formula)")
    }
    paragraphs += documentation.details
    if !builtin.aliases.isEmpty {
      paragraphs.append("also written " + builtin.aliases.joined(separator: ", "))
    }
    if !documentation.example.isEmpty {
      paragraphs.append("example: \(documentation.example)")
    }
    return paragraphs.joined(separator: "\n")
  }
}
