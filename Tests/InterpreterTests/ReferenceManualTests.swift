import FoundationEssentials
import Interpreter
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The reference manual says what the functions say of themselves.
@Suite struct ReferenceManualTests {
  private static let manual = ReferenceManual(of: Session(output: OutputRecorder())).markdown

  /// `UPDATE_GOLDEN=1`, or `make reference`, writes the manual anew, and the test fails once.
  @Test func manualIsWhatTheFunctionsSay() throws {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    let url = URL(filePath: "\(root)/docs/reference.md")
    let manual = Self.manual
    let stored = (try? Data(contentsOf: url)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    guard getenv("UPDATE_GOLDEN") != nil else {
      // Not the two as they are: they are long.
      let isSame = manual == stored
      #expect(isSame, "docs/reference.md is stale: `make reference` writes it anew")
      return
    }
    guard manual != stored else { return }
    try Data(manual.utf8).write(to: url)
    Issue.record("wrote docs/reference.md; read it, then run the tests again")
  }

  /// What is mathematics says its shapes, derivative and edge cases, and what its example gives.
  @Test(
    arguments: [
      "Elementwise", "Activations", "Reductions and order", "Linear algebra", "Shape", "Creation",
      "Random",
      "Functional", "Losses", "Differentiation",
    ]
  )
  func functionsOfMathematicsSayAll(_ title: String) throws {
    let chapter = try #require(
      Self.manual.components(separatedBy: "\n## ").first { $0.hasPrefix(title + "\n") }
    )
    let entries = chapter.components(separatedBy: "\n### ").dropFirst()
    #expect(!entries.isEmpty)
    for entry in entries {
      let name = entry.prefix { $0 != "\n" }
      for part in ["**Shapes:**", "**Derivative:**", "**Edge cases:**", "**Example**"] {
        #expect(entry.contains(part), "\(name) does not say its \(part)")
      }
    }
  }
}
