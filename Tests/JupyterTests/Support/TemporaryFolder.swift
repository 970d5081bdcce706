import FoundationEssentials

/// A folder of a test's own, which goes with everything in it when nothing holds it any more.
final class TemporaryFolder: Sendable {
  /// Short, because the path of a socket may have about a hundred bytes.
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/adjoint-\(UUID().uuidString.prefix(13))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
