import Language

/// The evaluated arguments of a call, before they meet the parameters.
public struct CallArguments {
  public var positional: [Value]
  public var named: [(name: String, value: Value)]

  public init(_ positional: [Value] = [], named: [(name: String, value: Value)] = []) {
    self.positional = positional
    self.named = named
  }

  public var count: Int { positional.count + named.count }

  /// Pairs the arguments with the parameters of `function`.
  ///
  /// - Throws: an `ArgumentMistake` for too many, too few, unknown or repeated arguments.
  public func bound(to function: Function) throws -> BoundArguments {
    try bound(to: function.parameters, of: function.described)
  }

  func bound(to parameters: [FormalParameter], of function: String) throws -> BoundArguments {
    var bound = BoundArguments(function: function, parameters: parameters)
    let places = parameters.indices.filter { !parameters[$0].isKeywordOnly }
    for (order, value) in positional.enumerated() {
      if let last = places.last, order >= places.count - 1, case .rest = parameters[last].kind {
        bound.rest.append((value, order))
      } else if order < places.count {
        bound.give(value, to: places[order], order: order)
      } else {
        throw tooMany(places.count, parameters, function, order: order)
      }
    }
    for (index, argument) in named.enumerated() {
      let order = positional.count + index
      guard let place = parameters.firstIndex(where: { $0.name == argument.name }) else {
        throw unknown(argument.name, parameters, function, order: order)
      }
      guard !bound.isGiven(at: place) else {
        throw ArgumentMistake(
          order,
          Diagnostic(.type, "\(function) got two values for `\(argument.name)`"),
          marksName: true
        )
      }
      bound.give(argument.value, to: place, order: order)
    }
    let absent = parameters.indices.filter {
      parameters[$0].isRequired && !bound.isGiven(at: $0)
    }
    guard absent.isEmpty else {
      throw missing(absent.map { parameters[$0].name }, parameters, function)
    }
    return bound
  }

  private func tooMany(
    _ accepted: Int,
    _ parameters: [FormalParameter],
    _ function: String,
    order: Int
  ) -> ArgumentMistake {
    let takes =
      accepted == 0 ? "no arguments" : accepted == 1 ? "1 argument" : "\(accepted) arguments"
    let given = positional.count == 1 ? "1 was given" : "\(positional.count) were given"
    let hint = listHint(accepted, parameters, function) ?? callHint(accepted, parameters, function)
    return ArgumentMistake(
      order,
      Diagnostic(.type, "\(function) takes \(takes), \(given)", hint: hint)
    )
  }

  private func callHint(
    _ accepted: Int,
    _ parameters: [FormalParameter],
    _ function: String
  ) -> String? {
    if accepted == 1, parameters.first?.name == "f", positional.count == 2 {
      return "what it gives is called with the rest: `\(function.filter { $0 != "`" })(f)(x)`"
    }
    let keywordOnly = parameters.filter(\.isKeywordOnly).map(\.name)
    return keywordOnly.isEmpty
      ? signatureHint(function, parameters)
      : "name the others: " + keywordOnly.map { "`\($0)=`" }.joined(separator: ", ")
  }

  /// `max([1, 2, 3])` for `max(1, 2, 3)`; nil where a list of the arguments is not what was meant.
  private func listHint(
    _ accepted: Int,
    _ parameters: [FormalParameter],
    _ function: String
  ) -> String? {
    let numbers = positional.compactMap(\.plainNumber)
    guard positional.count > 2, numbers.count == positional.count, accepted <= 2,
      parameters.contains(where: { $0.name == "axis" && $0.isKeywordOnly })
    else { return nil }
    let list = numbers.prefix(3).map(NumberText.text).joined(separator: ", ")
    let more = numbers.count > 3 ? ", …" : ""
    return
      "of several numbers it takes a list: `\(function.filter { $0 != "`" })([\(list)\(more)])`"
  }

  private func unknown(
    _ name: String,
    _ parameters: [FormalParameter],
    _ function: String,
    order: Int
  ) -> ArgumentMistake {
    let names = parameters.map(\.name)
    let near = nearestNames(to: name, among: names)
    let all = parameters.map { "`\($0.name)`" }.joined(separator: ", ")
    let hint =
      foreignKeywordHint(name, among: names) ?? near.first.map { "did you mean `\($0)=`?" }
      ?? (parameters.isEmpty
        ? "it takes no arguments"
        : parameters.count == 1 ? "its parameter is \(all)" : "its parameters are \(all)")
    return ArgumentMistake(
      order,
      Diagnostic(.type, "\(function) has no parameter `\(name)`", hint: hint),
      marksName: true
    )
  }

  private func missing(
    _ names: [String],
    _ parameters: [FormalParameter],
    _ function: String
  ) -> Diagnostic {
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    let word = names.count == 1 ? "argument" : "arguments"
    return Diagnostic(
      .type,
      "\(function) is missing the \(word) \(list)",
      hint: signatureHint(function, parameters)
    )
  }

  /// nil for a function without a name.
  private func signatureHint(_ function: String, _ parameters: [FormalParameter]) -> String? {
    guard function.hasPrefix("`"), !parameters.isEmpty else { return nil }
    let list = parameters.map(\.text).joined(separator: ", ")
    return "it is called as `\(function.dropFirst().dropLast())(\(list))`"
  }
}

/// An error that belongs to one argument of a call, by its place in the call.
public struct ArgumentMistake: Error {
  /// Positional arguments first, then the named ones.
  let order: Int
  let diagnostic: Diagnostic
  /// Whether the name of the argument is wrong, and not its value.
  let marksName: Bool

  init(_ order: Int, _ diagnostic: Diagnostic, marksName: Bool = false) {
    self.order = order
    self.diagnostic = diagnostic
    self.marksName = marksName
  }
}
