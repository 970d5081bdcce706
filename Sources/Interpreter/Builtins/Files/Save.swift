import Language
import Networks

extension Builtin {
  static let save = Builtin(
    "save",
    [.required("path"), .required("value"), .keyword("metadata", .none)],
    BuiltinDocumentation(
      "Stores a tensor, or a record, tuple or model of them, in a file that `load` and other programs read.",
      details: [
        "`.npy` holds one tensor; `.npz` and `.safetensors` hold them by name, `r.layer1.W` as `layer1.W`, a tuple's "
          + "numbered; `.csv` a vector, a matrix, or vectors of one length by name, among them tuples of text.",
        "Of a history or another result the numbers are stored, words left out. A model is stored with its parameters and running statistics; `load_params` puts them back. `metadata=` "
          + "takes a record of texts for .safetensors.",
        "A file is replaced in one step: when something goes wrong, the old one is still there.",
      ],
      example: "save(\"m.safetensors\", {w: [1, 2], b: 0}); load(\"m.safetensors\")"
    )
  ) { context, arguments in
    if case .string = arguments["value"] {
      // Other languages have the two the other way round.
      guard case .string = arguments["path"] else {
        throw arguments.needs("a string", "path", hint: "the path comes first: `save(path, value)`")
      }
    }
    let path = try arguments.path()
    let format = try arguments.format(of: path)
    let bytes: [UInt8]
    do {
      bytes = try format.encode(try arguments.content(for: format, in: context))
    } catch let error as UnwritableContent {
      throw arguments.mistake("value", .value, error.reason, hint: error.hint)
    } catch let diagnostic as Diagnostic where diagnostic.location == nil {
      throw arguments.mistake("value", diagnostic.kind, diagnostic.message, hint: diagnostic.hint)
    }
    try arguments.store(bytes, at: path, in: context)
    return .none
  }
}

extension BoundArguments {
  /// The argument `value` as a file of the format holds it.
  fileprivate func content(for format: FileFormat, in context: Context) throws -> FileContent {
    let metadata = try metadata(for: format)
    if let tensor = try self["value"].operand?.value { return FileContent(.tensor(tensor)) }
    let saved = try SavedArrays(self["value"], in: context)
    if format.fileExtension == "csv" { return FileContent(.columns(saved.columns)) }
    if let text = saved.firstText {
      throw UnwritableContent(
        text.isEmpty
          ? ".\(format.fileExtension) holds numbers, no text"
          : ".\(format.fileExtension) holds numbers, and `\(text)` is text",
        hint: "`.csv` holds columns of text too"
      )
    }
    guard case .tuple = self["value"], format.fileExtension == "npz" else {
      return FileContent(.arrays(saved.arrays), metadata: metadata)
    }
    // NumPy's own names for arrays without any.
    return FileContent(.arrays(saved.arrays.map { NamedTensor("arr_\($0.name)", $0.tensor) }))
  }

  private func metadata(for format: FileFormat) throws -> [(name: String, value: String)] {
    guard case .record(let record) = self["metadata"] else {
      if case .none = self["metadata"] { return [] }
      throw needs("a record of strings", "metadata")
    }
    guard format.fileExtension == "safetensors" else {
      throw mistake("metadata", .value, "only .safetensors has a place for metadata")
    }
    return try record.fields.map { name, value in
      guard case .string(let text) = value else {
        throw mistake(
          "metadata",
          .type,
          "the metadata `\(name)` is \(value.described), not a string"
        )
      }
      return (name, text.string)
    }
  }
}
