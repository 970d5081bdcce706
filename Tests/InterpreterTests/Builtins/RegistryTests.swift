import FoundationEssentials
import Interpreter
import Testing

/// Everything that is written as a builtin or a command stands in its list.
@Suite struct RegistryTests {
  @Test(arguments: [("Builtins", "AllBuiltins"), ("Commands", "AllCommands")])
  func everyDefinitionIsListed(_ folder: String, _ list: String) throws {
    let root = "\(ProgramFile.folder)/../../../Sources/Interpreter/\(folder)"
    let listed = try text("\(root)/\(list).swift")
    let definition = #/\n  static let (\w+)(?:: \w+)? = \w+\(\n?\s*"/#
    var count = 0
    for file in try FileManager.default.subpathsOfDirectory(atPath: root)
    where file.hasSuffix(".swift") {
      for match in try text("\(root)/\(file)").matches(of: definition) {
        count += 1
        #expect(listed.contains("  .\(match.output.1),\n"), "\(match.output.1) of \(file)")
      }
    }
    #expect(count > 4)
  }

  @Test func everyBuiltinHasHelpAndIsCompleted() throws {
    let session = Session(output: OutputRecorder())
    let completions = session.complete("", at: 0).items.filter { $0.kind == "function" }
    #expect(completions.count > 60)
    for completion in completions {
      let help = try #require(session.inspect(completion.text, at: 0), "\(completion.text)")
      #expect(help.plainText.contains("."), "\(completion.text) has no summary")
      // These wait for a person.
      if ["input", "password"].contains(completion.text) { continue }
      #expect(
        help.plainText.contains("example: ") == help.plainText.contains(" → "),
        "the example of \(completion.text) shows nothing"
      )
    }
  }

  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }
}
