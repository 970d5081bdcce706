import TensorCore

/// What two calls have in common that may run from the same plan: the code, what it captured, and all of the
/// arguments but their numbers.
struct CallIdentity: Hashable {
  /// A piece of the description; structures are spelled out between their beginning and their end.
  private enum Part: Hashable {
    case object(ObjectIdentifier)
    case recipe(String)
    case begin(Int)
    case name(String)
    case operand
    case row
    case number(UInt64)
    case tensor
    case bool(Bool)
    case string(String)
    case range(WholeRange)
    case none
    case unassigned
    /// What was computed from so many parameters, whose tags follow, and whether they have been set since.
    case history(Int)
  }

  private var parts: [Part] = []
  private var isPass = false
  /// The objects that parts name, so that none of them is another one's successor in memory.
  private var objects: [AnyObject] = []
  /// The captured tensors, which have to be the very same.
  private var tensors: [Tensor] = []
  /// The numbers and tensors among the arguments, in order.
  private(set) var values: [Value] = []
  /// Whether there are parameters, or models of them, among the arguments.
  private(set) var takesParameters = false

  /// The bytes of the captured tensors.
  var byteCount: Int { tensors.reduce(0) { $0 + $1.count * $1.dtype.size } }

  /// Describes a call.
  ///
  /// - Returns: nil where something in it has a history or changes without being assigned.
  init?(recipe: String, functions: [Function], _ arguments: CallArguments) {
    parts.append(.recipe(recipe))
    for function in functions {
      guard add(function) else { return nil }
    }
    parts.append(.begin(arguments.positional.count))
    for value in arguments.positional {
      guard add(argument: value) else { return nil }
    }
    for (name, value) in arguments.named {
      parts.append(.name(name))
      guard add(argument: value) else { return nil }
    }
  }

  /// Describes a pass of a loop by the values of the names that it works on.
  ///
  /// Those that were computed from parameters are data to it, whose parameters count.
  ///
  /// - Returns: nil where something in it changes without being assigned, or belongs to a derivative that is being taken.
  init?(passOf loop: AnyObject, in function: Closure?, _ values: [Value]) {
    isPass = true
    add(object: loop)
    if let function, !add(function) { return nil }
    for value in values {
      guard add(argument: value) else { return nil }
    }
  }

  static func == (a: CallIdentity, b: CallIdentity) -> Bool {
    a.parts == b.parts && zip(a.tensors, b.tensors).allSatisfy { $0.isIdentical(to: $1) }
  }

  func hash(into hasher: inout Hasher) { hasher.combine(parts) }

  // MARK: - Arguments

  private mutating func add(argument value: Value) -> Bool {
    switch value {
    case .number, .tensor:
      parts.append(.operand)
      values.append(value)
    case .row(let row):
      guard row.vector.variable == nil else { return false }
      parts.append(.row)
      values.append(value)
    case .tuple(let tuple):
      parts.append(.begin(tuple.elements.count))
      return tuple.elements.allSatisfy { add(argument: $0) }
    case .record(let record):
      parts.append(.begin(record.count))
      for (name, member) in record.fields {
        parts.append(.name(name))
        guard add(argument: member) else { return false }
      }
    case .variable(let variable) where isPass:
      guard let history = variable.history else { return false }
      parts.append(.history(history.count))
      for (tag, isOutdated) in history {
        parts.append(.number(UInt64(tag)))
        parts.append(.bool(isOutdated))
      }
      values.append(value)
    default:
      if value.isParameterOrModel { takesParameters = true }
      return add(constant: value)
    }
    return true
  }

  // MARK: - Code and what it captured

  private mutating func add(_ function: Function) -> Bool {
    switch function {
    case let closure as Closure:
      add(object: closure.template)
      if let siblings = closure.siblings { add(object: siblings) }
      return closure.captures.allSatisfy { add(captured: $0) }
    case let transformed as TransformedFunction:
      guard let recipe = transformed.recipe else {
        add(object: transformed)
        break
      }
      parts.append(.recipe(recipe))
      return transformed.sources.allSatisfy { add(constant: $0) }
    case let model as ModelFunction where model.values != nil: return false
    default: add(object: function)
    }
    return true
  }

  private mutating func add(captured value: Value) -> Bool {
    switch value {
    case .number(let number): parts.append(.number(number.bitPattern))
    case .tensor(let tensor):
      parts.append(.tensor)
      tensors.append(tensor)
    case .row(let row):
      guard case .tensor(let tensor) = row.vector else { return false }
      parts.append(.row)
      tensors.append(tensor)
    case .tuple(let tuple):
      parts.append(.begin(tuple.elements.count))
      return tuple.elements.allSatisfy { add(captured: $0) }
    case .record(let record):
      parts.append(.begin(record.count))
      for (name, member) in record.fields {
        parts.append(.name(name))
        guard add(captured: member) else { return false }
      }
    default: return add(constant: value)
    }
    return true
  }

  private mutating func add(constant value: Value) -> Bool {
    switch value {
    case .function(let function): return add(function)
    case .parameter(let parameter): add(object: parameter)
    case .bool(let bool): parts.append(.bool(bool))
    case .string(let text): parts.append(.string(text.string))
    case .range(let range): parts.append(.range(range))
    case .none: parts.append(.none)
    case .unassigned: parts.append(.unassigned)
    case .number, .tensor, .row, .tuple, .record: return add(captured: value)
    case .variable, .object: return false
    }
    return true
  }

  private mutating func add(object: AnyObject) {
    parts.append(.object(ObjectIdentifier(object)))
    objects.append(object)
  }
}

extension Value {
  fileprivate var isParameterOrModel: Bool {
    switch self {
    case .parameter: true
    case .function(let function): function is ModelFunction
    default: false
    }
  }
}
