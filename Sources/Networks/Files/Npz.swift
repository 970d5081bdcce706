import TensorCore

extension FileFormat {
  /// - Source: https://numpy.org/doc/stable/reference/generated/numpy.savez.html
  static let npz = FileFormat(
    fileExtension: "npz",
    summary: "arrays by name, as NumPy's `savez` and `savez_compressed` write them"
  ) { bytes in
    let archive = try ZipArchive(bytes)
    var arrays: [NamedTensor] = []
    var remarks: [String] = []
    // Programs that pack folders list these too.
    for entry in archive.entries where !(entry.name.hasSuffix("/") && entry.size == 0) {
      guard entry.name.hasSuffix(suffix) else {
        throw MalformedFile(.member(entry.name), "this is no array: its name does not end in .npy")
      }
      let name = String(entry.name.dropLast(suffix.count))
      guard entry.size <= MemoryLimit.process.bytes else {
        throw TensorError.memory("`\(name)` has \(entry.size) bytes, more than the memory limit")
      }
      let content = try archive.content(of: entry)
      do {
        let (tensor, remark) = try NpyArray.decoded(content, named: "`\(name)`")
        arrays.append(NamedTensor(name, tensor))
        if let remark { remarks.append(remark) }
      } catch let error as MalformedFile {
        throw error.inside(name)
      }
    }
    return FileContent(.arrays(arrays), remarks: remarks)
  } encode: { content in
    guard case .arrays(let arrays) = content.body else {
      throw UnwritableContent(
        ".npz holds arrays by name, not a single one",
        hint: "`.npy` holds one array; or save a record, `{x: x}`"
      )
    }
    var writer = ZipWriter()
    for array in arrays {
      try writer.add(array.name + suffix, NpyArray.encoded(array.tensor))
    }
    return try writer.finished()
  }

  private static let suffix = ".npy"
}
