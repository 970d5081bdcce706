extension JSONValue {
  /// The JSON form of a typed value, members in the order in which the type encodes them.
  package init(encoding value: some Encodable) throws {
    let encoder = JSONValueEncoder()
    try encoder.encode(value)
    self = encoder.result()
  }
}

/// Collects what an `Encodable` type says into a value.
///
/// A class, since containers are filled after they are handed out; the value is put together at the end.
private final class JSONValueEncoder: Encoder {
  private enum Content {
    case value(JSONValue)
    case array([JSONValueEncoder])
    case object([(name: String, value: JSONValueEncoder)])
  }

  private var content = Content.value(.null)
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func result() -> JSONValue {
    switch content {
    case .value(let value): value
    case .array(let elements): .array(elements.map { $0.result() })
    case .object(let members): .object(JSONObject(members.map { ($0.name, $0.value.result()) }))
    }
  }

  func encode(_ value: some Encodable) throws {
    // The commonest kinds need no container; the two that stay JSON keep their order.
    switch value {
    case let text as String: content = .value(.string(text))
    case let json as JSONValue: content = .value(json)
    case let object as JSONObject: content = .value(.object(object))
    default: try value.encode(to: self)
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .object = content {} else { content = .object([]) }
    return KeyedEncodingContainer(KeyedValueEncoding<Key>(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .array = content {} else { content = .array([]) }
    return UnkeyedValueEncoding(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    ScalarEncoding(encoder: self)
  }

  fileprivate func set(_ value: JSONValue) { content = .value(value) }

  fileprivate func member(_ name: String) -> JSONValueEncoder {
    let member = JSONValueEncoder()
    if case .object(var members) = content {
      content = .value(.null)
      members.append((name, member))
      content = .object(members)
    }
    return member
  }

  fileprivate func element() -> JSONValueEncoder {
    let element = JSONValueEncoder()
    if case .array(var elements) = content {
      content = .value(.null)
      elements.append(element)
      content = .array(elements)
    }
    return element
  }

  fileprivate var count: Int {
    if case .array(let elements) = content { elements.count } else { 0 }
  }
}

private struct KeyedValueEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: JSONValueEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { encoder.member(key.stringValue).set(.null) }

  func encode(_ value: some Encodable, forKey key: Key) throws {
    try encoder.member(key.stringValue).encode(value)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    encoder.member(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    encoder.member(key.stringValue).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder.member("super") }
  func superEncoder(forKey key: Key) -> any Encoder { encoder.member(key.stringValue) }
}

private struct UnkeyedValueEncoding: UnkeyedEncodingContainer {
  let encoder: JSONValueEncoder
  var codingPath: [any CodingKey] { [] }
  var count: Int { encoder.count }

  func encodeNil() { encoder.element().set(.null) }
  func encode(_ value: some Encodable) throws { try encoder.element().encode(value) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    encoder.element().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    encoder.element().unkeyedContainer()
  }

  func superEncoder() -> any Encoder { encoder.element() }
}

private struct ScalarEncoding: SingleValueEncodingContainer {
  let encoder: JSONValueEncoder
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { encoder.set(.null) }
  func encode(_ value: Bool) { encoder.set(.bool(value)) }
  func encode(_ value: String) { encoder.set(.string(value)) }
  func encode(_ value: Double) { encoder.set(value.isFinite ? .number(value) : .null) }
  func encode(_ value: Float) { encode(Double(value)) }
  func encode(_ value: Int) { encoder.set(.integer(value)) }
  func encode(_ value: Int8) { encoder.set(.integer(Int(value))) }
  func encode(_ value: Int16) { encoder.set(.integer(Int(value))) }
  func encode(_ value: Int32) { encoder.set(.integer(Int(value))) }
  func encode(_ value: Int64) { encoder.set(.integer(Int(value))) }
  func encode(_ value: UInt) { encodeUnsigned(UInt64(value)) }
  func encode(_ value: UInt8) { encoder.set(.integer(Int(value))) }
  func encode(_ value: UInt16) { encoder.set(.integer(Int(value))) }
  func encode(_ value: UInt32) { encoder.set(.integer(Int(value))) }
  func encode(_ value: UInt64) { encodeUnsigned(value) }
  func encode(_ value: some Encodable) throws { try encoder.encode(value) }

  private func encodeUnsigned(_ value: UInt64) {
    encoder.set(Int(exactly: value).map { .integer($0) } ?? .number(Double(value)))
  }
}
