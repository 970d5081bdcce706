import Language

extension Session {
  /// What `?name` shows.
  func help(on name: String, at location: Location) throws -> String {
    guard let value = context.globals[name] ?? context.globals.builtin(name) else {
      throw context.globals.unknownName(name, at: location)
    }
    return try help(on: value, named: name)
  }

  func help(on value: Value, named name: String) throws -> String {
    guard case .function(let function) = value else {
      return "\(name): \(value.typeName)\n\(try context.shownText(of: value))"
    }
    let text = try function.help(in: context)
    return text.isEmpty ? function.signature : function.signature + "\n" + text
  }
}
