/// A picture of at most 256 colours as a PNG file.
///
/// - Source: PNG (Portable Network Graphics) Specification, third edition, W3C 2025; the pixels are
///   stored as they are, in the stored blocks of RFC 1951 with the frame of RFC 1950, so that the
///   same picture is the same bytes everywhere.
struct PNG {
  let columns: Int
  let rows: Int
  /// A place in the palette for each pixel, row by row from the top.
  let pixels: [UInt8]
  let palette: [(color: Color, opacity: Double)]

  /// The file as a URI that an image element takes.
  var dataURI: String { "data:image/png;base64," + base64(bytes) }

  var bytes: [UInt8] {
    let header = bigEndian(UInt32(columns)) + bigEndian(UInt32(rows)) + [8, 3, 0, 0, 0]
    let colors = palette.flatMap { [$0.color.red, $0.color.green, $0.color.blue] }
    let opacities = palette.map { UInt8(min(max(($0.opacity * 255).rounded(), 0), 255)) }
    return Self.signature + chunk("IHDR", header) + chunk("PLTE", colors)
      + chunk("tRNS", opacities) + chunk("IDAT", compressed) + chunk("IEND", [])
  }

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The rows, each behind a byte that says it is not filtered, in a zlib stream.
  private var compressed: [UInt8] {
    var raw: [UInt8] = []
    raw.reserveCapacity(rows * (columns + 1))
    for row in 0..<rows {
      raw.append(0)
      raw += pixels[row * columns..<(row + 1) * columns]
    }
    var stream: [UInt8] = [0x78, 0x01]
    let limit = 65535
    for start in stride(from: 0, to: raw.count, by: limit) {
      let block = raw[start..<min(start + limit, raw.count)]
      let size = UInt16(block.count)
      stream.append(start + limit >= raw.count ? 1 : 0)
      stream += littleEndian(size) + littleEndian(~size)
      stream += block
    }
    return stream + bigEndian(adler32(raw))
  }

  private func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(crc32(body))
  }
}

private func bigEndian(_ number: UInt32) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
}

private func littleEndian(_ number: UInt16) -> [UInt8] {
  [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
}

/// The checksum of RFC 1950, section 8.
private func adler32(_ bytes: [UInt8]) -> UInt32 {
  var (a, b): (UInt32, UInt32) = (1, 0)
  for byte in bytes {
    a = (a + UInt32(byte)) % 65521
    b = (b + a) % 65521
  }
  return b << 16 | a
}

/// The checksum of the PNG specification, annex D.
private func crc32(_ bytes: [UInt8]) -> UInt32 {
  let table = (0..<256).map { (number: Int) -> UInt32 in
    var rest = UInt32(number)
    for _ in 0..<8 {
      let half = rest >> 1
      rest = rest & 1 == 1 ? 0xEDB8_8320 ^ half : half
    }
    return rest
  }
  var sum = ~UInt32(0)
  for byte in bytes {
    sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8)
  }
  return ~sum
}

/// Bytes as text, by RFC 4648, section 4.
private func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  result.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let bits = group.reduce(0) { $0 << 8 | UInt32($1) } << (8 * UInt32(3 - group.count))
    for place in 0..<4 {
      let isPadding = place > group.count
      result.append(isPadding ? 0x3D : alphabet[Int(bits >> (18 - 6 * UInt32(place)) & 63)])
    }
  }
  return String(decoding: result, as: UTF8.self)
}
