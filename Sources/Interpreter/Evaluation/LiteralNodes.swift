import Display
import Language

/// A value known before the program runs.
final class ConstantNode: Node {
  let value: Value

  init(_ value: Value, _ location: Location) {
    self.value = value
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value { value }

  override var constantNumber: Double? {
    if case .number(let number) = value { number } else { nil }
  }

  override var constantString: String? {
    if case .string(let text) = value { text.string } else { nil }
  }

  override var numberSource: NumericOperand.Source {
    if case .number(let number) = value { .constant(number) } else { .node }
  }
}

/// `(a, b)`.
final class TupleNode: Node {
  let elements: NodeList

  init(_ elements: [Node], _ location: Location) {
    self.elements = NodeList(elements)
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let values = try elements.evaluated(&frame)
    return try located { try .tuple(of: values) }
  }

  override var height: Int { 1 + elements.height }
}

/// `{w: 1, b: 0}`.
final class RecordNode: Node {
  private let fields: Record.Fields
  private let values: NodeList

  /// - Precondition: every name stands once.
  init(_ fields: [(name: String, value: Node)], _ location: Location) {
    self.fields = Record.Fields(fields.map(\.name))
    values = NodeList(fields.map(\.value))
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let values = try values.evaluated(&frame)
    return try located { .record(try Record(fields, values)) }
  }

  override var height: Int { 1 + values.height }
}

/// `[a, b]`.
final class ListNode: Node {
  let elements: NodeList

  init(_ elements: [Node], _ location: Location) {
    self.elements = NodeList(elements)
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    var builder = ListBuilder(expected: elements.count)
    for position in 0..<elements.count {
      try builder.append(elements.evaluate(position, &frame), of: elements[position])
    }
    return try located { try builder.value(in: frame.context) }
  }

  override var height: Int { 1 + elements.height }
}

/// A string with values in it.
final class InterpolationNode: Node {
  enum Part {
    case text(String)
    case value(Node, TextFormat?)
  }

  /// What stands before each value, and after the last.
  private let texts: [String]
  private let values: NodeList
  private let formats: [TextFormat?]
  private let isFormatted: [Bool]

  init(_ parts: [Part], _ location: Location) {
    var (texts, values, formats): ([String], [Node], [TextFormat?]) = ([""], [], [])
    for part in parts {
      switch part {
      case .text(let text): texts[texts.count - 1] += text
      case .value(let node, let format):
        values.append(node)
        formats.append(format)
        texts.append("")
      }
    }
    self.texts = texts
    self.values = NodeList(values)
    self.formats = formats
    isFormatted = formats.map { $0 != nil }
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    var text = texts[0]
    for position in 0..<values.count {
      let value = try values.evaluate(position, &frame)
      if !isFormatted[position], case .number(let number) = value {
        text += frame.context.style.text(number)
      } else {
        text += try self.text(of: value, position, in: frame.context)
      }
      text += texts[position + 1]
    }
    return .string(text)
  }

  private func text(of value: Value, _ position: Int, in context: Context) throws -> String {
    try values[position].located {
      guard let format = formats[position] else { return try context.bareText(of: value) }
      return try context.text(of: value, as: format)
    }
  }

  override var height: Int { 1 + values.height }
}

/// `a..<b` and `a...b`.
final class RangeNode: Node {
  let lower: Node
  let upper: Node
  let isClosed: Bool

  init(_ lower: Node, _ upper: Node, closed: Bool, _ location: Location) {
    self.lower = lower
    self.upper = upper
    isClosed = closed
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    .range(try range(&frame))
  }

  func range(_ frame: inout Frame) throws -> WholeRange {
    let first = try end(lower, &frame)
    let last = try end(upper, &frame)
    return isClosed ? WholeRange(first, through: last) : WholeRange(first, upTo: last)
  }

  private func end(_ node: Node, _ frame: inout Frame) throws -> Int {
    let value = try node.evaluate(&frame)
    guard let number = value.plainNumber else {
      throw Diagnostic(
        .type,
        "a range ends at whole numbers, not at \(value.described)",
        at: node.location
      )
    }
    guard let whole = Int(whole: number) else {
      throw Diagnostic(
        .value,
        "a range ends at whole numbers, not at \(NumberText.text(number))",
        at: node.location
      )
    }
    return whole
  }

  override var height: Int { 1 + max(lower.height, upper.height) }
}
