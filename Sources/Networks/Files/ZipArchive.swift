import CZlib

/// The members of a ZIP archive, stored or deflated, also beyond 4 GB.
///
/// - Source: APPNOTE.TXT, the .ZIP file format specification, 6.3.10
struct ZipArchive {
  /// A member as the directory at the end of the archive lists it.
  struct Entry {
    let name: String
    fileprivate let method: UInt16
    fileprivate let checksum: UInt32
    fileprivate var packedSize: Int
    /// The bytes of the member unpacked.
    fileprivate(set) var size: Int
    fileprivate var headerOffset: Int
    /// Where the directory speaks of it.
    fileprivate let place: Int
  }

  private let bytes: [UInt8]
  let entries: [Entry]

  init(_ bytes: [UInt8]) throws(MalformedFile) {
    self.bytes = bytes
    entries = try Directory(bytes).entries()
  }

  /// The bytes of a member, whose check sum is right.
  func content(of entry: Entry) throws(MalformedFile) -> [UInt8] {
    guard entry.headerOffset >= 0, entry.headerOffset <= bytes.count else {
      throw MalformedFile(.byte(entry.place), "`\(entry.name)` lies beyond the end of the file")
    }
    var reader = ByteReader(bytes, at: entry.headerOffset)
    guard reader.skip(Signature.member) else {
      throw MalformedFile(.byte(entry.headerOffset), "the header of `\(entry.name)` is missing")
    }
    _ = try reader.take(22, "the header of `\(entry.name)`")
    let nameLength = Int(try reader.number(UInt16.self, "the length of a name"))
    let extraLength = Int(try reader.number(UInt16.self, "the length of a header"))
    _ = try reader.take(nameLength + extraLength, "the header of `\(entry.name)`")
    let start = reader.offset
    let packed = Array(try reader.take(entry.packedSize, "`\(entry.name)`"))
    let content = try unpacked(packed, entry, at: start)
    guard adj_crc32(content, content.count) == entry.checksum else {
      throw MalformedFile(
        .byte(start),
        "`\(entry.name)` is damaged: its check sum differs from the one stored"
      )
    }
    return content
  }

  private func unpacked(
    _ packed: [UInt8],
    _ entry: Entry,
    at start: Int
  ) throws(MalformedFile) -> [UInt8] {
    if entry.method == Method.stored, entry.size == packed.count { return packed }
    // Deflate cannot pack tighter than 1032 to 1: what claims to has a damaged directory.
    guard entry.method == Method.deflated, entry.size / 1032 <= packed.count else {
      throw MalformedFile(
        .byte(entry.place),
        "`\(entry.name)` cannot have \(entry.size) bytes, as \(packed.count) bytes are stored of it"
      )
    }
    var content = [UInt8](repeating: 0, count: entry.size)
    let written = adj_inflate(packed, packed.count, &content, content.count)
    guard written == entry.size else {
      throw MalformedFile(.byte(start), "the packed data of `\(entry.name)` are damaged")
    }
    return content
  }

  fileprivate enum Method {
    static let stored: UInt16 = 0
    static let deflated: UInt16 = 8
  }

  fileprivate enum Signature {
    static let member: [UInt8] = [0x50, 0x4B, 3, 4]
    static let entry: [UInt8] = [0x50, 0x4B, 1, 2]
    static let end: [UInt8] = [0x50, 0x4B, 5, 6]
    static let end64: [UInt8] = [0x50, 0x4B, 6, 6]
    static let locator64: [UInt8] = [0x50, 0x4B, 6, 7]
  }
}

// MARK: - The directory

extension ZipArchive {
  /// Finds the directory from the end of the archive, and reads it.
  private struct Directory {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func entries() throws(MalformedFile) -> [Entry] {
      let (count, offset) = try position()
      guard offset >= 0, offset <= bytes.count else {
        throw MalformedFile(.byte(bytes.count), "the archive's directory lies beyond its end")
      }
      var reader = ByteReader(bytes, at: offset)
      var entries: [Entry] = []
      var names: Set<String> = []
      for _ in 0..<count {
        let entry = try entry(&reader)
        guard names.insert(entry.name).inserted else {
          throw MalformedFile(.byte(entry.place), "the archive has two members `\(entry.name)`")
        }
        entries.append(entry)
      }
      return entries
    }

    /// How many members there are, and where they are listed.
    private func position() throws(MalformedFile) -> (count: Int, offset: Int) {
      guard bytes.starts(with: Array("PK".utf8)) else {
        throw MalformedFile(.byte(0), "this is no archive: it does not begin with PK")
      }
      guard let end = lastEnd else {
        throw MalformedFile(
          .byte(bytes.count),
          "the archive has no directory at its end: it is cut off or damaged"
        )
      }
      if end >= 20, let found = try position64(ByteReader(bytes, at: end - 20)) { return found }
      var reader = ByteReader(bytes, at: end + 10)
      let count = Int(try reader.number(UInt16.self, "the number of members"))
      _ = try reader.number(UInt32.self, "the size of the directory")
      return (count, Int(try reader.number(UInt32.self, "the offset of the directory")))
    }

    /// The last record that ends an archive; a comment may follow it.
    private var lastEnd: Int? {
      let least = 22
      guard bytes.count >= least else { return nil }
      let first = max(0, bytes.count - least - Int(UInt16.max))
      return (first...(bytes.count - least)).last { bytes[$0...].starts(with: Signature.end) }
    }

    private func position64(
      _ locator: ByteReader
    ) throws(MalformedFile) -> (count: Int, offset: Int)? {
      var locator = locator
      guard locator.skip(Signature.locator64) else { return nil }
      _ = try locator.number(UInt32.self, "the disk")
      let end = try locator.count("the end of the directory")
      guard end <= bytes.count else {
        throw MalformedFile(.byte(locator.offset), "the archive's directory lies beyond its end")
      }
      var reader = ByteReader(bytes, at: end)
      guard reader.skip(Signature.end64) else {
        throw MalformedFile(.byte(end), "the end of the archive's directory is missing")
      }
      _ = try reader.take(28, "the end of the directory")
      let count = try reader.count("the number of members")
      _ = try reader.count("the size of the directory")
      return (count, try reader.count("the offset of the directory"))
    }

    private func entry(_ reader: inout ByteReader) throws(MalformedFile) -> Entry {
      let place = reader.offset
      guard reader.skip(Signature.entry) else {
        throw MalformedFile(.byte(place), "an entry of the archive's directory is missing")
      }
      _ = try reader.take(4, "an entry of the directory")
      let flags = try reader.number(UInt16.self, "the flags of a member")
      let method = try reader.number(UInt16.self, "the method of a member")
      _ = try reader.take(4, "the date of a member")
      let checksum = try reader.number(UInt32.self, "the check sum of a member")
      let packedSize = Int(try reader.number(UInt32.self, "the size of a member"))
      let size = Int(try reader.number(UInt32.self, "the size of a member"))
      let nameLength = Int(try reader.number(UInt16.self, "the length of a name"))
      let extraLength = Int(try reader.number(UInt16.self, "the length of an entry"))
      let commentLength = Int(try reader.number(UInt16.self, "the length of a comment"))
      _ = try reader.take(8, "an entry of the directory")
      let offset = Int(try reader.number(UInt32.self, "the offset of a member"))
      let name = String(
        decoding: try reader.take(nameLength, "the name of a member"),
        as: UTF8.self
      )
      let extra = Array(try reader.take(extraLength, "an entry of the directory"))
      _ = try reader.take(commentLength, "a comment")
      guard flags & 1 == 0 else { throw MalformedFile(.byte(place), "`\(name)` is encrypted") }
      guard method == Method.stored || method == Method.deflated else {
        throw MalformedFile(
          .byte(place),
          "`\(name)` is packed by method \(method): stored and deflated members are read"
        )
      }
      var entry = Entry(
        name: name,
        method: method,
        checksum: checksum,
        packedSize: packedSize,
        size: size,
        headerOffset: offset,
        place: place
      )
      try entry.widen(by: extra)
      return entry
    }
  }
}

extension ZipArchive.Entry {
  /// Takes sizes and offset of more than 32 bits from the extra fields.
  fileprivate mutating func widen(by extra: [UInt8]) throws(MalformedFile) {
    let unknown = Int(UInt32.max)
    var reader = ByteReader(extra)
    while reader.rest >= 4 {
      let kind = try reader.number(UInt16.self, "an extra field")
      let length = Int(try reader.number(UInt16.self, "an extra field"))
      guard length <= reader.rest else { break }
      let field = Array(try reader.take(length, "an extra field"))
      guard kind == 1 else { continue }
      var values = ByteReader(field)
      if size == unknown { size = try values.count("the size of `\(name)`") }
      if packedSize == unknown { packedSize = try values.count("the size of `\(name)`") }
      if headerOffset == unknown { headerOffset = try values.count("the offset of `\(name)`") }
    }
  }
}
