/// Takes numbers and stretches of bytes from a file, and says where it ends too early.
struct ByteReader {
  let bytes: [UInt8]
  /// The offset of the next byte.
  private(set) var offset: Int

  /// `offset`: at most the number of bytes.
  init(_ bytes: [UInt8], at offset: Int = 0) {
    precondition(offset >= 0 && offset <= bytes.count, "a reader starts inside its bytes")
    self.bytes = bytes
    self.offset = offset
  }

  var rest: Int { bytes.count - offset }

  /// The next bytes, as many as asked for.
  mutating func take(_ count: Int, _ what: String) throws(MalformedFile) -> ArraySlice<UInt8> {
    guard count >= 0, count <= rest else {
      throw MalformedFile(
        .byte(offset),
        "\(what) takes \(count) bytes, and the file has \(rest) more: it is cut off or damaged"
      )
    }
    defer { offset += count }
    return bytes[offset..<(offset + count)]
  }

  /// A whole number, little endian.
  mutating func number<Number: FixedWidthInteger>(
    _: Number.Type,
    _ what: String
  ) throws(MalformedFile) -> Number {
    let taken = try take(MemoryLayout<Number>.size, what)
    return taken.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }

  /// A count or an offset, little endian, which has to be an `Int`.
  mutating func count(_ what: String) throws(MalformedFile) -> Int {
    let start = offset
    let number = try number(UInt64.self, what)
    guard let count = Int(exactly: number) else {
      throw MalformedFile(.byte(start), "\(what) cannot be \(number)")
    }
    return count
  }

  /// Whether the next bytes are these; they are then passed over.
  mutating func skip(_ expected: [UInt8]) -> Bool {
    guard bytes[offset...].starts(with: expected) else { return false }
    offset += expected.count
    return true
  }
}

extension [UInt8] {
  /// Appends a whole number, little endian.
  mutating func append(littleEndian number: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
  }
}
