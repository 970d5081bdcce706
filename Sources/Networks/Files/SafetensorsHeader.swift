import TensorCore

/// What the header of a file of tensors says.
struct SafetensorsHeader {
  /// One array as the header describes it.
  struct Array {
    let name: String
    let elements: ArrayElements
    /// Where its bytes are, counted from the end of the header.
    let range: Range<Int>
  }

  private(set) var arrays: [Array] = []
  private(set) var metadata: [(name: String, value: String)] = []

  /// `bytes`: the header, which begins behind the eight bytes of its length.
  static func parse(_ bytes: ArraySlice<UInt8>) throws(MalformedFile) -> SafetensorsHeader {
    var notation = JSONNotation(bytes)
    guard case .object(let fields) = try notation.document() else {
      throw MalformedFile(.byte(bytes.startIndex), "the header is no JSON object")
    }
    var header = SafetensorsHeader()
    for (name, value) in fields {
      if name == "__metadata__" {
        header.metadata = try texts(value)
      } else {
        header.arrays.append(try array(name, value))
      }
    }
    return header
  }

  private static func texts(
    _ value: JSONNotation.Value
  ) throws(MalformedFile) -> [(name: String, value: String)] {
    guard case .object(let fields) = value else {
      throw MalformedFile(.member("__metadata__"), "the metadata are no strings by name")
    }
    var texts: [(name: String, value: String)] = []
    for (name, value) in fields {
      guard case .text(let text) = value else {
        throw MalformedFile(.member("__metadata__"), "the value of \"\(name)\" is no string")
      }
      texts.append((name, text))
    }
    return texts
  }

  private static func array(
    _ name: String,
    _ value: JSONNotation.Value
  ) throws(MalformedFile) -> Array {
    guard case .object(let fields) = value, case .text(let dtype)? = fields.first(named: "dtype"),
      let shape = fields.first(named: "shape")?.sizes,
      let offsets = fields.first(named: "data_offsets")?.sizes, offsets.count == 2
    else {
      throw MalformedFile(.member(name), "it lacks one of \"dtype\", \"shape\", \"data_offsets\"")
    }
    guard let format = formats[dtype] else {
      throw MalformedFile(
        .member(name),
        "elements of dtype \(dtype) are not read",
        hint: "those that are: \(formats.keys.sorted().joined(separator: " "))"
      )
    }
    guard offsets[0] <= offsets[1] else {
      throw MalformedFile(
        .member(name),
        "it ends at \(offsets[1]), before it begins at \(offsets[0])"
      )
    }
    return Array(
      name: name,
      elements: ArrayElements(format: format, shape: Shape(shape)),
      range: offsets[0]..<offsets[1]
    )
  }

  private static let formats: [String: ElementFormat] = [
    "F64": .float64, "F32": .float32, "F16": .float16, "BF16": .bfloat16, "I64": .int64,
    "I32": .int32, "I16": .int16, "I8": .int8, "U64": .uint64, "U32": .uint32, "U16": .uint16,
    "U8": .uint8, "BOOL": .bool,
  ]

  /// The arrays lie side by side and fill the file: nothing is hidden between them or behind them.
  func checkCoverage(of size: Int) throws(MalformedFile) {
    var end = 0
    for array in arrays.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where !array.range.isEmpty {
      guard array.range.lowerBound == end else {
        throw MalformedFile(
          .member(array.name),
          "it begins at \(array.range.lowerBound), and the one before it ends at \(end)"
        )
      }
      end = array.range.upperBound
    }
    guard end == size else {
      throw MalformedFile(.file, "\(size - end) bytes follow the last array: the header is damaged")
    }
  }
}

extension SafetensorsHeader.Array {
  /// `size`: the bytes that follow the header.
  func check(within size: Int) throws(MalformedFile) {
    guard elements.size == range.count else {
      throw MalformedFile(
        .member(name),
        "shape \(elements.shape) with \(elements.format.size) bytes for each element "
          + "does not take the \(range.count) bytes it is said to have"
      )
    }
    guard range.upperBound <= size else {
      throw MalformedFile(
        .member(name),
        "it ends at \(range.upperBound), and \(size) bytes follow the header: the file is cut off"
      )
    }
  }
}

extension [(name: String, value: JSONNotation.Value)] {
  fileprivate func first(named name: String) -> JSONNotation.Value? {
    first { $0.name == name }?.value
  }
}
