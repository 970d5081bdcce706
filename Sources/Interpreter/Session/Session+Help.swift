public import Display
import Language

extension Session {
  /// What there is to say about the name at a cursor, an UTF-8 offset into the text; nil where there is nothing.
  ///
  /// In full it is all that `?name` shows, otherwise a function's signature and first sentence.
  public func inspect(_ text: String, at offset: Int, isFull: Bool = true) -> MIMEBundle? {
    guard let place = nameAt(text, utf8Offset: offset) else { return nil }
    if place.name.hasPrefix("%") {
      let name = place.name.dropFirst()
      return allCommands.first { $0.name == name }.map { MIMEBundle(plainText: $0.help) }
    }
    guard
      let value = value(ofPath: place.name)
        ?? Self.notation[place.name].flatMap({
          context.globals.builtin($0)
        })
    else { return nil }
    if !isFull, case .function(let function) = value, !function.summary.isEmpty {
      var help = FunctionHelp(signature: function.signature)
      help.summary = function.summary
      return help.bundle
    }
    return try? help(on: value, named: place.name)
  }

  /// Symbols that stand for a builtin.
  private static let notation = [
    "∇": "grad", "√": "sqrt", "∘": "compose", "@": "matmul", "·": "dot", "ᵀ": "transpose",
  ]

  /// What `?name` shows.
  func help(on name: String, at location: Location) throws -> MIMEBundle {
    if name.hasPrefix("%"), let command = allCommands.first(where: { "%" + $0.name == name }) {
      return MIMEBundle(plainText: command.help)
    }
    guard
      let value = value(ofPath: name)
        ?? Self.notation[name].flatMap({ context.globals.builtin($0) })
    else {
      throw context.globals.unknownName(name, at: location)
    }
    return try help(on: value, named: name)
  }

  private func help(on value: Value, named name: String) throws -> MIMEBundle {
    guard case .function(let function) = value else {
      let shown = try context.shownText(of: value)
      return MIMEBundle(plainText: "\(name): \(value.typeName)\n\(shown)")
    }
    var help = function.help
    if !help.example.isEmpty {
      help.exampleOutput = ExampleRun(help.example, in: context).output
    }
    return help.bundle
  }
}

extension Command {
  fileprivate var help: String {
    (argument.isEmpty ? "%\(name)" : "%\(name) \(argument)") + "\n" + summary
  }
}
