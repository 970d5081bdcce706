import Autodiff
import Language
import TensorCore

/// `x[i, a:b]`.
final class IndexNode: Node {
  let base: Node
  let subscripts: [SubscriptNode]
  private let indices: ElementIndices
  /// The local that is indexed, where the indices do not assign it; else -1.
  private let slot: Int
  let origin: UInt32

  /// `keepsNames` says whether no subscript gives a name another value.
  init(
    _ base: Node,
    _ subscripts: [SubscriptNode],
    keepsNames: Bool,
    origin: UInt32,
    _ location: Location
  ) {
    self.base = base
    self.subscripts = subscripts
    indices = ElementIndices(subscripts, location)
    slot = keepsNames ? (base as? LocalNode)?.slot ?? -1 : -1
    self.origin = origin
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    guard indices.isPlain else {
      let value = try base.evaluate(&frame)
      let evaluated = try subscripts.map { try $0.evaluate(&frame) }
      return try indexed(value, evaluated, frame.context)
    }
    if slot >= 0, frame.holdsTensor(slot) {
      let first = try indices.evaluateRow(&frame)
      let second = try indices.evaluateColumn(&frame)
      if let number = frame.element(of: slot, first, second) { return .number(number) }
      return try indexed(frame[slot], indices.subscripts(first, second), frame.context)
    }
    let value = try base.evaluate(&frame)
    let first = try indices.evaluateRow(&frame)
    let second = try indices.evaluateColumn(&frame)
    if let element = value.element(first, second) { return element }
    return try indexed(value, indices.subscripts(first, second), frame.context)
  }

  private func indexed(
    _ value: Value,
    _ subscripts: [EvaluatedSubscript],
    _ context: Context
  ) throws -> Value {
    context.graph.origin = origin
    do {
      return try context.part(of: value, at: subscripts)
    } catch {
      let label = try value.shapeLabel(called: base.shortText ?? "it")
      throw Diagnosis.located(error, at: location, label: label)
    }
  }

  override var height: Int {
    1 + max(base.height, subscripts.flatMap(\.nodes).map(\.height).max() ?? 0)
  }
}

extension Value {
  /// The element that one or two numbers pick; nil where the general way has to find it or say what is wrong.
  fileprivate func element(_ first: Value, _ second: Value) -> Value? {
    guard case .number(let row) = first else { return nil }
    switch self {
    case .tensor(let tensor):
      return (second.column { tensor.number(row, $0) } ?? nil).map { .number($0) }
    case .tuple(let tuple):
      return Value.position(row, second, below: tuple.elements.count).map { tuple.elements[$0] }
    case .string(let text):
      let characters = text.characters
      return Value.position(row, second, below: characters.count).map {
        .string(String(characters[$0]))
      }
    default: return nil
    }
  }

  /// What `body` gives for the second of two indices, or for nil where there is one; nil where it is no number.
  @inline(__always)
  func column<Result>(_ body: (Double?) -> Result) -> Result? {
    switch self {
    case .none: body(nil)
    case .number(let column): body(column)
    default: nil
    }
  }

  private static func position(_ number: Double, _ second: Value, below count: Int) -> Int? {
    guard case .none = second, let whole = Int(whole: number), whole >= -count, whole < count else {
      return nil
    }
    return whole < 0 ? whole + count : whole
  }

  /// What stands under an index that does not fit: `x is (3)`; nil for what has no shape.
  func shapeLabel(called name: String) throws -> String? {
    try operand.map { "\(name) is \($0.shape.rank == 0 ? "a number" : "\($0.shape)")" }
  }
}

extension Value {
  /// Whether its parts have names.
  fileprivate var isStructure: Bool {
    switch self {
    case .record, .object, .function: true
    default: false
    }
  }
}

extension Context {
  /// `value[subscripts]`.
  func part(of value: Value, at subscripts: [EvaluatedSubscript]) throws -> Value {
    if case .index(.string(let name), let location)? = subscripts.first, subscripts.count == 1,
      value.isStructure
    {
      return try field(called: name.string, of: value, at: location)
    }
    switch value {
    case .tuple(let tuple):
      let (positions, isSingle) = try single(subscripts)
        .positions(in: tuple.elements.count, of: "a tuple")
      if isSingle { return tuple.elements[positions[0]] }
      return try .tuple(of: positions.map { tuple.elements[$0] })
    case .string(let text):
      let characters = text.characters
      let (positions, _) = try single(subscripts).positions(in: characters.count, of: "a string")
      return .string(String(positions.map { characters[$0] }))
    case .range(let range):
      let (positions, isSingle) = try single(subscripts).positions(in: range.count, of: "a range")
      if isSingle { return .number(Double(range.lower + positions[0])) }
      let numbers = positions.map { Double(range.lower + $0) }
      return .tensor(try Tensor(values: numbers, shape: [numbers.count]))
    default: break
    }
    guard let operand = try value.operand else {
      let hint: String? =
        switch value {
        case .record: "a field is read as `r.name`, or `r[\"any name\"]`"
        case .function(let function as ModelFunction):
          function.fieldNames.count > 1
            ? "it has " + function.fieldNames.dropFirst().map { "`.\($0)`" }.joined(separator: ", ")
            : nil
        case .function: "a function is called with parentheses: `f(x)`"
        case .object(let object) where !object.fieldNames.isEmpty:
          "it has " + object.fieldNames.map { "`.\($0)`" }.joined(separator: ", ")
        default: nil
        }
      throw Diagnostic(.type, "cannot index \(value.described)", hint: hint)
    }
    guard operand.shape.rank > 0 else { throw Diagnostic(.index, "a number has no elements") }
    let parts = try subscripts.map { try $0.selection() }
    guard case .variable = operand else {
      let tensor = operand.value
      let selection = try Selection(parts, in: tensor.shape)
      return Value(try tensor.gathered(selection, graph.interruption))
    }
    let label = subscripts.map(\.label).joined(separator: ", ")
    return Value(try graph.apply(.index(parts, label: label), operand))
  }

  /// The field of a record, model or result, which a file may have given any name: `r["0"]`.
  private func field(called name: String, of value: Value, at location: Location) throws -> Value {
    if let field = try field(name, of: value) { return field }
    let names = try fieldNames(of: value)
    throw Diagnostic(
      .name,
      "\(value.described) has no field \"\(name)\"",
      at: location,
      hint: nearestNames(to: name, among: names).first.map { "did you mean `\($0)`?" }
        ?? FieldNode.hint(listing: names)
    )
  }

  private func single(_ subscripts: [EvaluatedSubscript]) throws -> EvaluatedSubscript {
    guard subscripts.count == 1, let only = subscripts.first else {
      throw Diagnostic(.index, "one index is enough here, \(subscripts.count) were given")
    }
    return only
  }
}
