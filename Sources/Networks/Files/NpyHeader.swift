import TensorCore

/// The header of an array file: `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`.
struct NpyHeader {
  private enum Entry {
    case text(String)
    case flag(Bool)
    case sizes([Int])
  }

  private let characters: [Character]
  private var position = 0
  private let start: Int

  /// `start`: the offset of the header in its file.
  init(_ text: String, at start: Int) {
    characters = Array(text)
    self.start = start
  }

  /// What the header says of the elements.
  func elements() throws(MalformedFile) -> ArrayElements {
    var parser = self
    let entries = try parser.dictionary()
    guard let descriptor = entries["descr"], let order = entries["fortran_order"],
      let shape = entries["shape"]
    else { throw problem("the header lacks one of 'descr', 'fortran_order' and 'shape'") }
    guard case .text(let name) = descriptor, case .flag(let isFortranOrder) = order,
      case .sizes(let sizes) = shape
    else { throw problem("the header has another kind of entry than 'descr' says") }
    let (format, isBigEndian) = try element(name)
    return ArrayElements(
      format: format,
      isBigEndian: isBigEndian,
      isFortranOrder: isFortranOrder,
      shape: Shape(sizes)
    )
  }

  /// `<f8`: the order of bytes, the kind of number, its size.
  private func element(
    _ descriptor: String
  ) throws(MalformedFile) -> (format: ElementFormat, isBigEndian: Bool) {
    let kind = String(descriptor.dropFirst())
    // NumPy also reads a name without an order: the machine's own.
    if let format = Self.formats[descriptor] { return (format, false) }
    guard let format = Self.formats[kind], let order = descriptor.first, "<>=|".contains(order)
    else {
      let family = Self.families.first { kind.hasPrefix($0.key) }?.value ?? "elements"
      throw problem(
        "\(family) (dtype '\(descriptor)') are not read: floats of 2, 4 and 8 bytes, "
          + "whole numbers and bools are"
      )
    }
    return (format, order == ">")
  }

  private static let formats: [String: ElementFormat] = [
    "f8": .float64, "f4": .float32, "f2": .float16, "i8": .int64, "i4": .int32, "i2": .int16,
    "i1": .int8, "u8": .uint64, "u4": .uint32, "u2": .uint16, "u1": .uint8, "b1": .bool,
  ]

  private static let families: [(key: String, value: String)] = [
    ("c", "complex numbers"), ("O", "Python objects"), ("U", "strings"), ("S", "strings"),
    ("M", "dates"), ("m", "durations"), ("V", "raw bytes"), ("f", "long floats"),
  ]

  private func problem(_ reason: String) -> MalformedFile { MalformedFile(.byte(start), reason) }
}

// MARK: - Python's notation

extension NpyHeader {
  private mutating func dictionary() throws(MalformedFile) -> [String: Entry] {
    var entries: [String: Entry] = [:]
    try expect("{")
    while !next("}") {
      let key = try text()
      try expect(":")
      entries[key] = try entry()
      if !next(",") {
        try expect("}")
        break
      }
    }
    skipSpace()
    guard position == characters.count else { throw damaged("text follows the dictionary") }
    return entries
  }

  private mutating func entry() throws(MalformedFile) -> Entry {
    skipSpace()
    guard position < characters.count else { throw damaged("the header ends in the middle") }
    switch characters[position] {
    case "'", "\"": return .text(try text())
    case "(": return .sizes(try sizes())
    case "[":
      // A structured array's fields: nothing behind them is needed.
      throw problem("structured arrays are not read: save each field as an array of its own")
    default:
      let word = characters[position...].prefix { $0.isLetter }
      position += word.count
      if word == ["T", "r", "u", "e"] { return .flag(true) }
      if word == ["F", "a", "l", "s", "e"] { return .flag(false) }
      throw damaged("the header has something other than a string, a bool or a shape")
    }
  }

  private mutating func text() throws(MalformedFile) -> String {
    skipSpace()
    guard position < characters.count, "'\"".contains(characters[position]) else {
      throw damaged("a quoted name is missing in the header")
    }
    let quote = characters[position]
    let content = characters[(position + 1)...].prefix { $0 != quote }
    position += content.count + 2
    guard position <= characters.count else { throw damaged("a quoted name does not end") }
    return String(content)
  }

  private mutating func sizes() throws(MalformedFile) -> [Int] {
    var sizes: [Int] = []
    try expect("(")
    while !next(")") {
      skipSpace()
      let digits = characters[position...].prefix { $0.isASCII && $0.isNumber }
      position += digits.count
      // Python 2 wrote long numbers with an L.
      if position < characters.count, characters[position] == "L" { position += 1 }
      guard let size = Int(String(digits)) else {
        throw damaged("the shape has something other than sizes")
      }
      sizes.append(size)
      if !next(",") {
        try expect(")")
        break
      }
    }
    return sizes
  }

  private mutating func skipSpace() {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
  }

  private mutating func next(_ character: Character) -> Bool {
    skipSpace()
    guard position < characters.count, characters[position] == character else { return false }
    position += 1
    return true
  }

  private mutating func expect(_ character: Character) throws(MalformedFile) {
    if !next(character) { throw damaged("`\(character)` is missing in the header") }
  }

  private func damaged(_ reason: String) -> MalformedFile {
    MalformedFile(.byte(start + position), reason)
  }
}
