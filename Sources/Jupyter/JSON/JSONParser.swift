/// Why a text is not JSON.
public enum JSONError: Error, Equatable, Sendable {
  /// What stood where, with the UTF-8 offset.
  case invalid(String, offset: Int)
  /// Arrays and objects nested deeper than the limit.
  case tooDeep(limit: Int)
}

extension JSONValue {
  /// Nesting that no honest message or notebook reaches.
  public static let deepestNesting = 200

  /// The value that a whole UTF-8 text stands for (RFC 8259).
  ///
  /// - Throws: `JSONError` for anything else: rest after the value, invalid UTF-8, NaN, too deep nesting.
  public init(
    parsing bytes: [UInt8],
    deepestNesting limit: Int = deepestNesting
  ) throws(JSONError) {
    var parser = JSONParser(bytes: bytes, limit: limit)
    self = try parser.document()
  }
}

/// A recursive-descent reader of one JSON text, whose depth is bounded.
struct JSONParser {
  let bytes: [UInt8]
  let limit: Int
  var position = 0
  private var depth = 0

  init(bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    self.limit = limit
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw unexpected("text after the value") }
    return value
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw unexpected("end of text") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try object())
    case UInt8(ascii: "["): return .array(try array())
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object() throws(JSONError) -> JSONObject {
    try descend()
    var object = JSONObject()
    if accept("}") {
      depth -= 1
      return object
    }
    repeat {
      skipSpace()
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw unexpected("no name of a member")
      }
      let name = try string()
      guard accept(":") else { throw unexpected("no `:` after a name") }
      object.append(name, try value())
    } while accept(",")
    guard accept("}") else { throw unexpected("no `}`") }
    depth -= 1
    return object
  }

  private mutating func array() throws(JSONError) -> [JSONValue] {
    try descend()
    var elements: [JSONValue] = []
    if accept("]") {
      depth -= 1
      return elements
    }
    repeat { elements.append(try value()) } while accept(",")
    guard accept("]") else { throw unexpected("no `]`") }
    depth -= 1
    return elements
  }

  private mutating func descend() throws(JSONError) {
    position += 1
    depth += 1
    guard depth <= limit else { throw .tooDeep(limit: limit) }
  }

  private mutating func word(
    _ word: StaticString,
    _ value: JSONValue
  ) throws(JSONError)
    -> JSONValue
  {
    let end = position + word.utf8CodeUnitCount
    let matches = end <= bytes.count && bytes[position..<end].elementsEqual("\(word)".utf8)
    guard matches else { throw unexpected("an unknown word") }
    position = end
    return value
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// Takes the next character if it is this one, spaces before it skipped.
  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  func unexpected(_ what: String) -> JSONError { .invalid(what, offset: position) }
}
