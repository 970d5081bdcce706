import Language
import Networks

extension Builtin {
  static let load = Builtin(
    "load",
    [.required("path"), .keyword("metadata", .bool(false))],
    BuiltinDocumentation(
      "The numbers in a file: a tensor, or a record of the arrays in it by name.",
      details: allFileFormats.map { ".\($0.fileExtension): \($0.summary)" } + [
        "Dots in names are records in records: `layer1.W` is `r.layer1.W`. Members numbered from 0 are a tuple.",
        "Floats of 16 and 32 bits become float32, other numbers float64, with a note where whole numbers beyond 2⁵³ "
          + "are rounded. With `metadata=true` the result is `(value, metadata)`, the texts that a .safetensors "
          + "file carries beside its arrays.",
        "edge cases: A file that is cut off or damaged is a FileError that says where.",
      ],
      example: "save(\"w.npy\", [1, 2]); load(\"w.npy\")"
    )
  ) { context, arguments in
    let path = try arguments.path()
    let format = try arguments.format(of: path)
    let content = try arguments.content(of: path, in: context, format.decode)
    let value = try Value(content)
    guard try arguments.bool("metadata") else { return value }
    let metadata = try Record(content.metadata.map { ($0.name, .string($0.value)) })
    return try .tuple(of: [value, .record(metadata)])
  }
}
