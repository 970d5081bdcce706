/// A parameter as a function declares it.
public struct FormalParameter: Sendable {
  public enum Kind: Sendable {
    case required
    case optional(DefaultValue)
    /// Takes all further positional arguments.
    case rest
  }

  public let name: String
  public let kind: Kind
  /// Whether it can only be given as `name=value`.
  public let isKeywordOnly: Bool

  public init(_ name: String, _ kind: Kind, isKeywordOnly: Bool = false) {
    self.name = name
    self.kind = kind
    self.isKeywordOnly = isKeywordOnly
  }

  public static func required(_ name: String) -> FormalParameter {
    FormalParameter(name, .required)
  }

  public static func optional(_ name: String, _ value: DefaultValue) -> FormalParameter {
    FormalParameter(name, .optional(value))
  }

  /// An option that is always named in the call.
  public static func keyword(_ name: String, _ value: DefaultValue) -> FormalParameter {
    FormalParameter(name, .optional(value), isKeywordOnly: true)
  }

  public static func rest(_ name: String) -> FormalParameter {
    FormalParameter(name, .rest)
  }

  /// How a signature shows it: `axis=none`.
  public var text: String {
    switch kind {
    case .required: name
    case .optional(let value): "\(name)=\(value.text)"
    case .rest: "\(name)…"
    }
  }

  public var isRequired: Bool {
    if case .required = kind { true } else { false }
  }
}

/// What a parameter is where the call does not give it.
public enum DefaultValue: Sendable {
  case number(Double)
  case bool(Bool)
  case string(String)
  case none
  /// A default of the user's, evaluated at the call; the text is as it was written.
  case expression(String)

  /// The value, where it does not have to be evaluated.
  var value: Value {
    switch self {
    case .number(let number): .number(number)
    case .bool(let bool): .bool(bool)
    case .string(let string): .string(string)
    case .none, .expression: .none
    }
  }

  var text: String {
    switch self {
    case .number(let number): NumberText.text(number)
    case .bool(let bool): bool ? "true" : "false"
    case .string(let string): "\"\(string)\""
    case .none: "none"
    case .expression(let text): text
    }
  }
}
