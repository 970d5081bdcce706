import FoundationEssentials
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Compares what a person would see with the file that holds it.
///
/// `UPDATE_GOLDEN=1` writes the file instead, and the test fails once so that nobody forgets to
/// read what was written.
func checkGolden(
  _ actual: String,
  _ name: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  let path = "/\(folder)/Golden/\(name)"
  let written = actual + "\n"
  if getenv("UPDATE_GOLDEN") != nil {
    try Data(written.utf8).write(to: URL(filePath: path))
    Issue.record("wrote \(name); read it, then run the tests again", sourceLocation: sourceLocation)
    return
  }
  guard let data = FileManager.default.contents(atPath: path) else {
    Issue.record(
      "\(name) is not there; UPDATE_GOLDEN=1 records it",
      sourceLocation: sourceLocation
    )
    return
  }
  let expected = String(decoding: data, as: UTF8.self)
  #expect(written == expected, "\(name) differs", sourceLocation: sourceLocation)
}
