public import Autodiff
public import Language
public import TensorCore

/// The arguments of one call, by parameter.
///
/// The accessors check kinds and throw a TypeError that points at the argument.
public struct BoundArguments {
  /// What messages call the function: `` `sum` ``.
  public let function: String
  public let parameters: [FormalParameter]
  /// The positional arguments beyond the named parameters, with their places in the call.
  public internal(set) var rest: [(value: Value, order: Int)] = []
  private var values: [Value?]
  private var orders: [Int?]

  init(function: String, parameters: [FormalParameter]) {
    self.function = function
    self.parameters = parameters
    values = Array(repeating: nil, count: parameters.count)
    orders = values.map { _ in nil }
  }

  mutating func give(_ value: Value, to place: Int, order: Int) {
    values[place] = value
    orders[place] = order
  }

  public func isGiven(at place: Int) -> Bool { values[place] != nil }

  /// Whether the function has such a parameter.
  func declares(_ name: String) -> Bool { parameters.contains { $0.name == name } }

  public func isGiven(_ name: String) -> Bool { isGiven(at: place(of: name)) }

  /// The value given, else the parameter's default.
  public subscript(place: Int) -> Value {
    if let value = values[place] { return value }
    if case .optional(let value) = parameters[place].kind { return value.value }
    return .none
  }

  public subscript(name: String) -> Value { self[place(of: name)] }

  /// The value given in the call; nil where the default stands.
  public func given(at place: Int) -> Value? { values[place] }

  /// Every parameter that was given, in the function's order.
  public var given: [(name: String, value: Value)] {
    parameters.indices.compactMap { place in values[place].map { (parameters[place].name, $0) } }
  }

  /// An error that points at the argument for `name`.
  public func mistake(
    _ name: String,
    _ kind: DiagnosticKind,
    _ message: String,
    hint: String? = nil
  ) -> any Error {
    let diagnostic = Diagnostic(kind, message, hint: hint)
    guard let order = orders[place(of: name)] else { return diagnostic }
    return ArgumentMistake(order, diagnostic)
  }

  /// An error that points at one of the further arguments.
  public func mistake(
    rest index: Int,
    _ kind: DiagnosticKind,
    _ message: String,
    hint: String? = nil
  ) -> any Error {
    ArgumentMistake(rest[index].order, Diagnostic(kind, message, hint: hint))
  }

  private func place(of name: String) -> Int {
    guard let place = parameters.firstIndex(where: { $0.name == name }) else {
      preconditionFailure("\(function) asks for a parameter it does not declare: \(name)")
    }
    return place
  }
}

extension BoundArguments {
  /// A TypeError: `map` needs a function for `f`, not a number.
  func needs(_ wanted: String, _ name: String, hint: String? = nil) -> any Error {
    mistake(
      name,
      .type,
      "\(function) needs \(wanted) for `\(name)`, not \(self[name].described)",
      hint: hint
    )
  }

  public func operand(_ name: String) throws -> Operand {
    guard let operand = try self[name].operand else {
      throw needs("a number or tensor", name)
    }
    return operand
  }

  public func tensor(_ name: String) throws -> Tensor {
    try operand(name).value
  }

  /// A number that nobody differentiates by.
  public func number(_ name: String) throws -> Double {
    let number = try numberAlone(name)
    try refuseTraced(name)
    return number
  }

  /// A number without its history, for a function that takes care of its derivative or steps where the number does.
  func numberAlone(_ name: String) throws -> Double {
    guard let number = self[name].plainNumber else { throw needs("a number", name) }
    return number
  }

  /// The argument where somebody may differentiate by it; nil where it is a plain number to everybody.
  func differentiated(_ name: String) throws -> Variable? {
    guard let variable = try self[name].operand?.variable, variable.isDifferentiated else {
      return nil
    }
    return variable
  }

  public func integer(_ name: String) throws -> Int {
    let number = try numberAlone(name)
    guard let integer = Int(whole: number) else {
      throw mistake(
        name,
        .value,
        "\(function) needs a whole number for `\(name)`, not \(NumberText.text(number))"
      )
    }
    return integer
  }

  /// A whole number that is not negative.
  public func count(_ name: String) throws -> Int {
    let integer = try integer(name)
    guard integer >= 0 else {
      throw mistake(name, .value, "\(function) needs a count for `\(name)`, not \(integer)")
    }
    return integer
  }

  public func bool(_ name: String) throws -> Bool {
    guard case .bool(let bool) = self[name] else { throw needs("true or false", name) }
    return bool
  }

  public func string(_ name: String) throws -> String {
    guard case .string(let text) = self[name] else { throw needs("a string", name) }
    return text.string
  }

  public func function(_ name: String) throws -> Function {
    guard case .function(let function) = self[name] else {
      throw needs("a function", name, hint: functionHint)
    }
    return function
  }

  /// The order of the arguments, where a function was given for another parameter.
  private var functionHint: String {
    let isSwapped = parameters.indices.contains { place in
      if case .function = given(at: place) { true } else { false }
    }
    guard isSwapped else { return "write `x -> …`, or the name of a function" }
    let list = parameters.map(\.text).joined(separator: ", ")
    return "it is called as `\(function.filter { $0 != "`" })(\(list))`"
  }

  /// nil for none.
  public func optional<Result>(
    _ name: String,
    _ read: (String) throws -> Result
  ) rethrows -> Result? {
    if case .none = self[name] { return nil }
    return try read(name)
  }
}
