import Autodiff
public import Language

/// One way to go on at the cursor.
public struct Completion: Hashable, Sendable {
  /// What replaces the text typed so far.
  public let text: String
  /// As front ends mark it: `function`, `instance`, `keyword`, `magic`, `path`.
  public let kind: String
  /// For functions and keyword arguments: `(x, axis=none)`, the default; else empty.
  public let signature: String

  public init(_ text: String, _ kind: String, signature: String = "") {
    self.text = text
    self.kind = kind
    self.signature = signature
  }
}

/// What can stand at a cursor, and the stretch of text it replaces.
public struct Completions: Hashable, Sendable {
  public let items: [Completion]
  /// In UTF-8 offsets; it ends at the cursor.
  public let replaced: Span
}

extension Session {
  /// What can stand at a cursor, an UTF-8 offset into the text.
  public func complete(_ text: String, at offset: Int) -> Completions {
    var cursor = completionContext(text, utf8Offset: offset)
    if case .commandArgument(let name, let argument) = cursor.subject {
      if !argument.hasPrefix("\""), command(name)?.argumentKind == .path {
        return Completions(items: paths(argument), replaced: cursor.replaced)
      }
      // A command's argument is a statement, of which only the last word is replaced.
      let inner = completionContext(argument, utf8Offset: argument.utf8.count)
      cursor = inner.shifted(by: cursor.replaced.lower)
    }
    let written = namesWritten(in: text, exceptAt: offset)
    return Completions(items: items(for: cursor, among: written), replaced: cursor.replaced)
  }

  private func items(
    for cursor: CompletionContext,
    among written: [String]
  ) -> [Completion] {
    switch cursor.subject {
    case .name(let prefix):
      let keywords = cursor.call.map { self.keywords(of: $0) } ?? []
      return Self.matching(prefix, keywords) + Self.matching(prefix, names(among: written))
    case .field(let path, let prefix):
      return Self.matching(prefix, fields(of: path))
    case .symbol(let prefix):
      return latexSymbols.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
        .map { Completion($0.value, "text", signature: $0.key) }
    case .command(let prefix):
      return Self.matching(
        prefix,
        allCommands.map { Completion($0.name, "magic", signature: $0.argument) }
      )
    case .text(let prefix): return paths(prefix)
    case .commandArgument, .nothing: return []
    }
  }

  private func command(_ name: String) -> Command? {
    allCommands.first { $0.name == name }
  }

  /// The names of the user's, those the cell mentions, then those of the builtins and the words of the language.
  private func names(among written: [String]) -> [Completion] {
    let globals = context.globals
    let assigned = globals.assigned
    let shadowed = Set(assigned.map(\.name))
    // Operators have entries too, for help.
    let names = globals.builtinNames.filter {
      !shadowed.contains($0) && $0.first?.isLetter == true
    }
    let builtins = names.compactMap { name in
      globals.builtin(name).map { Self.item(name, $0) }
    }
    let mentioned = written.filter { !shadowed.contains($0) && globals.builtin($0) == nil }
    return assigned.map { Self.item($0.name, $0.value) }
      + mentioned.map { Completion($0, "instance") } + builtins
      + Self.words.map { Completion($0, "keyword") }
  }

  private static let words = [
    "and", "break", "continue", "else", "false", "for", "if", "in", "none", "not", "or", "return",
    "true", "while",
  ]

  private static func item(_ name: String, _ value: Value) -> Completion {
    guard case .function(let function) = value else { return Completion(name, "instance") }
    let list = function.parameters.map(\.text).joined(separator: ", ")
    return Completion(name, "function", signature: "(\(list))")
  }

  /// The keyword arguments that the call around the cursor still takes.
  private func keywords(of call: CompletionContext.Call) -> [Completion] {
    guard call.startsArgument, case .function(let function)? = value(ofPath: call.function) else {
      return []
    }
    let free = function.parameters.enumerated().filter { position, parameter in
      let isTaken = !parameter.isKeywordOnly && position < call.position
      return !isTaken && !call.keywords.contains(parameter.name)
    }
    return free.compactMap { _, parameter in
      switch parameter.kind {
      case .required: Completion("\(parameter.name)=", "param")
      case .optional(let value): Completion("\(parameter.name)=", "param", signature: value.text)
      case .rest: nil
      }
    }
  }

  private func fields(of path: String) -> [Completion] {
    guard let value = value(ofPath: path) else { return [] }
    let names = (try? context.fieldNames(of: value)) ?? []
    return names.map { name in
      guard case .record(let record) = value, let field = record[name] else {
        return Completion(name, "instance")
      }
      return Self.item(name, field)
    }
  }

  /// What begins with the prefix, whatever its case; an exact case comes first.
  private static func matching(_ prefix: String, _ items: [Completion]) -> [Completion] {
    let lower = prefix.lowercased()
    let exact = items.filter { $0.text.hasPrefix(prefix) }
    let other = items.filter {
      !$0.text.hasPrefix(prefix) && $0.text.lowercased().hasPrefix(lower)
    }
    return exact + other
  }
}
