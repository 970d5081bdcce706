public import Display
import Language

extension Session {
  /// What there is to say about the name at a cursor, an UTF-8 offset into the text; nil where there is nothing.
  ///
  /// The same as `?name` shows: the front ends' shortcuts ask for no more than the least detail.
  public func inspect(_ text: String, at offset: Int) -> MIMEBundle? {
    if let place = nameAt(text, utf8Offset: offset), let help = try? help(on: place.name) {
      return help
    }
    // On the name of an argument, or one that nothing has yet, the call around it is of interest.
    return callAround(text, utf8Offset: offset).flatMap { try? help(on: $0.name) }
  }

  /// Symbols that stand for a builtin.
  private static let notation = [
    "∇": "grad", "√": "sqrt", "∘": "compose", "@": "matmul", "·": "dot", "⋅": "dot",
    "ᵀ": "transpose", "'": "derivative", "′": "derivative", "''": "derivative",
    "″": "derivative", "‖": "norm", "∥": "norm", "%": "mod", "×": "*", "÷": "/", "−": "-",
  ]

  /// What `?name` shows.
  func help(on name: String, at location: Location) throws -> MIMEBundle {
    guard let help = try help(on: name) else {
      throw name.hasPrefix("%")
        ? CommandTable.unknown(String(name.dropFirst()), at: location)
        : context.globals.unknownName(name, at: location)
    }
    return help
  }

  /// Help on a path, a command or a symbol; nil where nothing is known of it.
  private func help(on name: String) throws -> MIMEBundle? {
    if name.hasPrefix("%"), name.count > 1 {
      return allCommands.first { "%" + $0.name == name }?.help
    }
    let builtin = context.globals.builtin(Self.notation[name] ?? name)
    return try (value(ofPath: name) ?? builtin).map { try help(on: $0, named: name) }
  }

  private func help(on value: Value, named name: String) throws -> MIMEBundle {
    guard case .function(let function) = value else {
      let shown = try context.shownText(of: value)
      return MIMEBundle(
        plainText: "\(name): \(value.typeName)\n\(shown)",
        [.init(.markdown, "`\(name)`: \(value.typeName)\n\n```\n\(shown)\n```")]
      )
    }
    var help = function.help
    if !help.example.isEmpty {
      help.exampleOutput = ExampleRun(help.example, in: context).output
    }
    return help.bundle
  }
}

extension Command {
  fileprivate var help: MIMEBundle {
    let usage = argument.isEmpty ? "%\(name)" : "%\(name) \(argument)"
    return MIMEBundle(
      plainText: "\(usage)\n\(summary)",
      [.init(.markdown, "```\n\(usage)\n```\n\n\(summary)")]
    )
  }
}
