import CZlib

/// Writes a ZIP archive of stored members, the same bytes for the same content.
struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  mutating func add(_ name: String, _ content: [UInt8]) throws(UnwritableContent) {
    let offset = bytes.count
    let name = Array(name.utf8)
    guard let size = UInt32(exactly: content.count), let offset = UInt32(exactly: offset),
      count < Int(UInt16.max), let nameLength = UInt16(exactly: name.count)
    else {
      throw UnwritableContent(
        "an archive holds at most 65534 arrays and 4 GB",
        hint: "`.safetensors` has no such limit"
      )
    }
    var common: [UInt8] = []
    // UTF-8 names, stored, at the earliest date there is: 1 January 1980.
    for number in [UInt16](arrayLiteral: 20, 0x0800, 0, 0, 0x21) {
      common.append(littleEndian: number)
    }
    common.append(littleEndian: adj_crc32(content, content.count))
    common.append(littleEndian: size)
    common.append(littleEndian: size)
    common.append(littleEndian: nameLength)
    common.append(littleEndian: UInt16(0))
    bytes += [0x50, 0x4B, 3, 4] + common + name + content
    directory += [0x50, 0x4B, 1, 2, 20, 0] + common
    // No comment, first disk, no attributes.
    directory += [UInt8](repeating: 0, count: 10)
    directory.append(littleEndian: offset)
    directory += name
    count += 1
  }

  /// The whole archive.
  func finished() throws(UnwritableContent) -> [UInt8] {
    guard let start = UInt32(exactly: bytes.count) else {
      throw UnwritableContent("an archive holds at most 4 GB", hint: "use `.safetensors`")
    }
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    end.append(littleEndian: UInt16(truncatingIfNeeded: count))
    end.append(littleEndian: UInt16(truncatingIfNeeded: count))
    end.append(littleEndian: UInt32(truncatingIfNeeded: directory.count))
    end.append(littleEndian: start)
    return bytes + directory + end + [0, 0]
  }
}
