import TensorCore

/// Fields of a message in the wire format of protocol buffers.
///
/// - Source: https://protobuf.dev/programming-guides/encoding
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  /// A whole number, in groups of seven bits from the lowest.
  mutating func add(_ field: Int, _ number: Int) {
    key(field, wireType: 0)
    varint(UInt64(bitPattern: Int64(number)))
  }

  mutating func add(_ field: Int, _ number: Float) {
    key(field, wireType: 5)
    bytes.append(littleEndian: number.bitPattern)
  }

  mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }

  mutating func add(_ field: Int, _ content: [UInt8]) {
    key(field, wireType: 2)
    varint(UInt64(content.count))
    bytes += content
  }

  /// A message inside this one.
  mutating func add(_ field: Int, _ fill: (inout ProtobufWriter) -> Void) {
    var message = ProtobufWriter()
    fill(&message)
    add(field, message.bytes)
  }

  private mutating func key(_ field: Int, wireType: Int) { varint(UInt64(field << 3 | wireType)) }

  private mutating func varint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
