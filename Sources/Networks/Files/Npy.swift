import TensorCore

extension FileFormat {
  /// - Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
  static let npy = FileFormat(
    fileExtension: "npy",
    summary: "one array, as NumPy's `save` writes it"
  ) { bytes in
    let (tensor, remark) = try NpyArray.decoded(bytes, named: "the array")
    return FileContent(.tensor(tensor), remarks: remark.map { [$0] } ?? [])
  } encode: { content in
    guard case .tensor(let tensor) = content.body else {
      throw UnwritableContent(
        ".npy holds one array, not several",
        hint: "`.npz` and `.safetensors` hold arrays by name"
      )
    }
    return NpyArray.encoded(tensor)
  }
}

/// One array in NumPy's own format: a magic word, a header that is a Python dictionary, the elements.
enum NpyArray {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  /// NumPy lets the elements begin at a multiple of this.
  private static let alignment = 64

  /// NumPy writes some hundred bytes, and reads ten thousand at most.
  private static let lengthLimit = 1 << 16

  /// `name`: what a remark calls the array.
  static func decoded(
    _ bytes: [UInt8],
    named name: String
  ) throws -> (tensor: Tensor, remark: String?) {
    var reader = ByteReader(bytes)
    let elements = try header(&reader)
    guard let size = elements.size, size <= reader.rest else {
      throw MalformedFile(
        .byte(reader.offset),
        "the header says shape \(elements.shape) with \(elements.format.size) bytes for each element, "
          + "and the file has \(reader.rest) bytes more: it is cut off or damaged"
      )
    }
    guard size == reader.rest else {
      throw MalformedFile(
        .byte(reader.offset + size),
        "\(reader.rest - size) bytes follow the last element: the header is damaged"
      )
    }
    return try elements.decoded(bytes, from: reader.offset, named: name)
  }

  static func encoded(_ tensor: Tensor) -> [UInt8] {
    let descriptor =
      switch tensor.dtype {
      case .float64: "<f8"
      case .float32: "<f4"
      case .bool: "|b1"
      }
    let sizes = tensor.shape.dimensions
    let shape = sizes.map(String.init).joined(separator: ", ") + (sizes.count == 1 ? "," : "")
    var header = "{'descr': '\(descriptor)', 'fortran_order': False, 'shape': (\(shape)), }"
    // Magic word, two bytes of version, two of length, and the line feed at the end.
    let length = magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (alignment - length % alignment) % alignment) + "\n"
    var bytes = magic + [1, 0]
    bytes.append(littleEndian: UInt16(truncatingIfNeeded: header.utf8.count))
    return bytes + Array(header.utf8) + tensor.elementBytes
  }

  private static func header(_ reader: inout ByteReader) throws(MalformedFile) -> ArrayElements {
    guard reader.skip(magic) else {
      throw MalformedFile(.byte(0), "this is no .npy file: it does not begin with \\x93NUMPY")
    }
    let version = try reader.number(UInt8.self, "the version")
    _ = try reader.number(UInt8.self, "the version")
    guard (1...3).contains(version) else {
      throw MalformedFile(.byte(6), "version \(version) is not known: 1 to 3 are")
    }
    let length =
      version == 1
      ? Int(try reader.number(UInt16.self, "the length of the header"))
      : Int(try reader.number(UInt32.self, "the length of the header"))
    let start = reader.offset
    guard length <= lengthLimit else {
      throw MalformedFile(.byte(start), "a header of \(length) bytes describes no array")
    }
    let text = try reader.take(length, "the header")
    guard let text = String(validating: text, as: UTF8.self) else {
      throw MalformedFile(.byte(start), "the header is not text")
    }
    return try NpyHeader(text, at: start).elements()
  }
}
