import TensorCore

extension FileFormat {
  /// - Source: https://github.com/huggingface/safetensors, section "Format"
  static let safetensors = FileFormat(
    fileExtension: "safetensors",
    summary: "arrays by name, as machine-learning libraries exchange parameters"
  ) { bytes in
    var reader = ByteReader(bytes)
    let length = try reader.count("the length of the header")
    let header = try reader.take(length, "the header")
    let contents = try SafetensorsHeader.parse(header)
    var remarks: [String] = []
    let arrays = try contents.arrays.map { array in
      try array.check(within: reader.rest)
      let (tensor, remark) = try array.elements.decoded(
        bytes,
        from: reader.offset + array.range.lowerBound,
        named: "`\(array.name)`"
      )
      if let remark { remarks.append(remark) }
      return NamedTensor(array.name, tensor)
    }
    try contents.checkCoverage(of: reader.rest)
    return FileContent(.arrays(arrays), metadata: contents.metadata, remarks: remarks)
  } encode: { content in
    guard case .arrays(let arrays) = content.body else {
      throw UnwritableContent(
        ".safetensors holds arrays by name, not a single one",
        hint: "`.npy` holds one array; or save a record, `{x: x}`"
      )
    }
    return try Safetensors.encoded(arrays, content.metadata)
  }
}

private enum Safetensors {
  static func encoded(
    _ arrays: [NamedTensor],
    _ metadata: [(name: String, value: String)]
  ) throws(UnwritableContent) -> [UInt8] {
    // The widest elements first, so that all of them are aligned in the file.
    let order = arrays.indices.sorted {
      (-arrays[$0].tensor.dtype.size, $0) < (-arrays[$1].tensor.dtype.size, $1)
    }
    var offsets = arrays.map { _ in 0 }
    var end = 0
    for index in order {
      offsets[index] = end
      end += arrays[index].tensor.count * arrays[index].tensor.dtype.size
    }
    var fields: [String] = []
    if !metadata.isEmpty {
      let entries = metadata.map {
        "\(JSONNotation.quoted($0.name)):\(JSONNotation.quoted($0.value))"
      }
      fields.append("\"__metadata__\":{\(entries.joined(separator: ","))}")
    }
    for (array, offset) in zip(arrays, offsets) {
      guard array.name != "__metadata__" else {
        throw UnwritableContent("`__metadata__` cannot be the name of an array")
      }
      fields.append(field(array, at: offset))
    }
    var header = Array("{\(fields.joined(separator: ","))}".utf8)
    header += [UInt8](repeating: 0x20, count: (8 - header.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    bytes.append(littleEndian: UInt64(header.count))
    bytes += header
    for index in order { bytes += arrays[index].tensor.elementBytes }
    return bytes
  }

  private static func field(_ array: NamedTensor, at offset: Int) -> String {
    let tensor = array.tensor
    let dtype =
      switch tensor.dtype {
      case .float64: "F64"
      case .float32: "F32"
      case .bool: "BOOL"
      }
    let shape = tensor.shape.dimensions.map(String.init).joined(separator: ",")
    let end = offset + tensor.count * tensor.dtype.size
    return "\(JSONNotation.quoted(array.name)):{\"dtype\":\"\(dtype)\",\"shape\":[\(shape)],"
      + "\"data_offsets\":[\(offset),\(end)]}"
  }
}
