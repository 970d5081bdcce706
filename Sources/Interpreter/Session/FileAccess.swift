/// How a session finds, reads and stores files; whoever makes the session provides it.
public protocol FileAccess {
  /// The bytes of a file, of which it must not have more than the limit; waiting for them can be interrupted.
  ///
  /// - Throws: a `FileProblem` with the reason, in words.
  func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8]

  /// The names in a folder in the order they are offered, folders with a `/` at their end; none where it cannot be read.
  ///
  /// The path is empty for the folder that relative paths start from, and ends in `/` otherwise.
  func names(inFolder path: String) -> [String]

  /// Stores a file, or replaces it, in one step: whatever happens, nobody finds half of it.
  ///
  /// - Throws: a `FileProblem` with the reason, in words; the file is then as it was.
  func store(_ bytes: [UInt8], at path: String) throws(FileProblem)
}

/// Why a file could not be read or stored: `no such file or directory`.
public struct FileProblem: Error, Equatable {
  let reason: String

  public init(_ reason: String) {
    self.reason = reason
  }

  /// The file has more bytes than there may be.
  public static let tooLarge = FileProblem("it is larger than the memory limit")
}

/// For sessions that have nothing to do with files.
public struct NoFiles: FileAccess {
  public init() {}

  public func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    throw Self.problem
  }

  public func names(inFolder path: String) -> [String] { [] }

  public func store(_ bytes: [UInt8], at path: String) throws(FileProblem) { throw Self.problem }

  private static let problem = FileProblem("there are no files here")
}
