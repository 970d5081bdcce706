/// How a session finds and reads files; whoever makes the session provides it.
public protocol FileReading {
  /// The bytes of a file.
  ///
  /// - Throws: a `FileProblem` with the reason, in words.
  func bytes(of path: String) throws(FileProblem) -> [UInt8]

  /// The names in a folder in the order they are offered, folders with a `/` at their end; none where it cannot be read.
  ///
  /// The path is empty for the folder that relative paths start from, and ends in `/` otherwise.
  func names(inFolder path: String) -> [String]
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

  public func names(inFolder path: String) -> [String] { [] }
}
