/// How a session reads files; whoever makes the session provides it.
public protocol FileReading {
  /// The bytes of a file.
  ///
  /// - Throws: a `FileProblem` with the reason, in words.
  func bytes(of path: String) throws(FileProblem) -> [UInt8]
}

/// Why a file could not be read: `no such file or directory`.
public struct FileProblem: Error, Equatable {
  let reason: String

  public init(_ reason: String) {
    self.reason = reason
  }
}

/// For sessions that have nothing to do with files.
public struct NoFiles: FileReading {
  public init() {}

  public func bytes(of path: String) throws(FileProblem) -> [UInt8] {
    throw FileProblem("there are no files here")
  }
}
