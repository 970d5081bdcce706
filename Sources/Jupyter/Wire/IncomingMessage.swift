/// A message from a front end, its signature checked and its JSON read.
package struct IncomingMessage: Sendable {
  package let header: MessageHeader
  /// The header as it came: the `parent_header` of everything that answers it.
  package let headerBytes: [UInt8]
  package let parentHeader: JSONObject
  package let content: JSONValue
  package let identities: [[UInt8]]
  package let buffers: [[UInt8]]

  package init(_ envelope: Envelope) throws(WireError) {
    let header = try object(in: envelope.header, part: "header")
    self.header = try typed(.object(header), part: "header")
    headerBytes = envelope.header
    parentHeader = try object(in: envelope.parentHeader, part: "parent header")
    _ = try object(in: envelope.metadata, part: "metadata")
    content = .object(try object(in: envelope.content, part: "content"))
    identities = envelope.identities
    buffers = envelope.buffers
  }

  /// The content as the type that the handler of such messages asks for.
  package func content<Content: Decodable>(
    as type: Content.Type = Content.self
  ) throws(WireError) -> Content {
    try typed(content, part: "content")
  }
}

private let emptyObject = Array("{}".utf8)

private func object(in bytes: [UInt8], part: String) throws(WireError) -> JSONObject {
  if bytes == emptyObject { return [:] }
  let value: JSONValue
  do throws(JSONError) {
    value = try JSONValue(parsing: bytes)
  } catch {
    throw .notJSON(part: part, error)
  }
  guard case .object(let object) = value else {
    throw .wrongShape(part: part, "not an object")
  }
  return object
}

private func typed<Value: Decodable>(
  _ json: JSONValue,
  part: String
) throws(WireError) -> Value {
  do {
    return try json.decoded(as: Value.self)
  } catch DecodingError.keyNotFound(let key, _) {
    throw .wrongShape(part: part, "no `\(key.stringValue)`")
  } catch DecodingError.typeMismatch(_, let context) {
    let path = context.codingPath.map(\.stringValue).joined(separator: ".")
    throw .wrongShape(part: part, "`\(path)` is of another type")
  } catch {
    throw .wrongShape(part: part, "it could not be read")
  }
}
