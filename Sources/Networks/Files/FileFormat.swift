/// A kind of file that holds numbers: bytes in, bytes out.
public struct FileFormat: Sendable {
  /// What its files end in, without the point.
  public let fileExtension: String
  /// What it is, in a few words.
  public let summary: String
  /// - Throws: `MalformedFile`, or `TensorError` where there is no memory for what the file holds.
  public let decode: @Sendable ([UInt8]) throws -> FileContent
  /// - Throws: `UnwritableContent` where the format has no place for it.
  public let encode: @Sendable (FileContent) throws -> [UInt8]

  /// The format of a path by its ending, in either case; nil for others.
  public static func format(of path: String) -> FileFormat? {
    let name = path.lowercased()
    return allFileFormats.first { name.hasSuffix(".\($0.fileExtension)") }
  }
}

/// Why a content does not fit into a format: `.npy holds one array, not a record`.
public struct UnwritableContent: Error, Equatable {
  public let reason: String
  public let hint: String?

  public init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }
}
