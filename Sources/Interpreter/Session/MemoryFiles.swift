/// Files that only this session sees, and that go with it: for the examples of help, and for tests.
public final class MemoryFiles: FileAccess {
  public private(set) var files: [String: [UInt8]]

  public init(_ files: [String: [UInt8]] = [:]) {
    self.files = files
  }

  public func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    guard let bytes = files[path] else { throw FileProblem("no such file or directory") }
    guard bytes.count <= limit else { throw .tooLarge }
    return bytes
  }

  public func names(inFolder path: String) -> [String] {
    let names = files.keys.filter { $0.hasPrefix(path) }.map { file in
      let rest = file.dropFirst(path.count)
      return rest.firstIndex(of: "/").map { String(rest[...$0]) } ?? String(rest)
    }
    return Set(names).sorted()
  }

  public func store(_ bytes: [UInt8], at path: String) throws(FileProblem) {
    files[path] = bytes
  }
}
