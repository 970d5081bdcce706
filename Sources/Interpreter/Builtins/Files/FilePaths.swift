import Language
import Networks
import TensorCore

/// How builtins that take a `path` read and store files.
extension BoundArguments {
  func path() throws -> String {
    let path = try string("path")
    guard !path.isEmpty else {
      throw mistake("path", .value, "\(function) needs the path of a file, not \"\"")
    }
    return path
  }

  /// The format that the path's ending stands for.
  func format(of path: String) throws -> FileFormat {
    if let format = FileFormat.format(of: path) { return format }
    let endings = allFileFormats.map { "`.\($0.fileExtension)`" }.joined(separator: ", ")
    throw mistake(
      "path",
      .value,
      "\(function) knows formats by their ending, and not that of \"\(path)\"",
      hint: otherFormat(path) ?? "there are \(endings)"
    )
  }

  /// What to do about a file of another kind; what reads such files does not help to write one.
  private func otherFormat(_ path: String) -> String? {
    let ending = path.lowercased().split(separator: ".").last.map(String.init) ?? ""
    return declares("value") && ending != "onnx" ? nil : Self.otherFormats[ending]
  }

  private static let otherFormats: [String: String] = {
    let torch = "PyTorch: `safetensors.torch.save_file(model.state_dict(), \"m.safetensors\")`"
    let sheet = "spreadsheets and databases write tables as .csv"
    let text = "`load_csv(path)` reads tables of text, whatever their ending"
    let python = "Python: `numpy.save(\"x.npy\", x)` or `numpy.savez(\"x.npz\", x=x)`"
    return [
      "pt": torch, "pth": torch, "bin": torch, "ckpt": torch, "xlsx": sheet, "xls": sheet,
      "ods": sheet, "sqlite": sheet, "parquet": sheet, "feather": sheet, "txt": text, "tsv": text,
      "dat": text, "data": text, "tab": text, "pkl": python, "pickle": python, "h5": python,
      "hdf5": python, "mat": python, "keras": python,
      "onnx": "`export_onnx(model, path, input_shape)` writes models for other programs",
    ]
  }()

  /// What a file says; broken ones are refused with the place that is wrong.
  func content(
    of path: String,
    in context: Context,
    _ decode: ([UInt8]) throws -> FileContent
  ) throws -> FileContent {
    let bytes = try bytes(of: path, in: context)
    do {
      let purpose = "the content of \(path)"
      let content = try MemoryLimit.process.counting(bytes.count, for: purpose) {
        try decode(bytes)
      }
      if let place = context.origins[context.graph.origin] {
        for remark in content.remarks { context.warnings.note("\(path): \(remark)", at: place) }
      }
      return content
    } catch let error as MalformedFile {
      throw mistake("path", .file, "cannot read \(path): \(error.message)", hint: error.hint)
    }
  }

  private func bytes(of path: String, in context: Context) throws -> [UInt8] {
    do throws(FileProblem) {
      return try context.files.bytes(of: path, limit: MemoryLimit.process.bytes)
    } catch {
      try context.poll()
      if error == .tooLarge {
        throw mistake("path", .memory, "cannot read \(path): \(error.reason)")
      }
      throw mistake(
        "path",
        .file,
        "cannot read \(path): \(error.reason)",
        hint: path.contains("://")
          ? "files are read from this machine: download it first"
          : nearestPath(to: path, in: context).map { "did you mean \"\($0)\"?" }
      )
    }
  }

  private func nearestPath(to path: String, in context: Context) -> String? {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = String(path[..<start])
    let names = context.files.names(inFolder: folder).filter { !$0.hasSuffix("/") }
    return nearestNames(to: String(path[start...]), among: names).first.map { folder + $0 }
  }

  /// Stores a file whose bytes are complete; the old one stays where that fails.
  func store(_ bytes: [UInt8], at path: String, in context: Context) throws {
    do throws(FileProblem) {
      try context.files.store(bytes, at: path)
    } catch {
      throw mistake("path", .file, "cannot write \(path): \(error.reason)")
    }
  }
}
