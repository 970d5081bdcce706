import FoundationEssentials
import Interpreter
import Language
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What a person sees after the most likely mistakes: each file under `Golden/mistakes` is a theme.
///
/// A file holds entries with a blank line between them: the lines of a cell, which begin with `▸`, and
/// below them all that the cell shows in a fresh session. A new entry is its `▸` lines;
/// `UPDATE_GOLDEN=1` writes what they show into the file, and the test fails once.
@Suite struct MistakeTests {
  static let themes = [
    "gradients", "matlab-and-latex", "names-and-calls", "python", "shapes", "values",
  ]

  @Test(arguments: themes)
  func mistakesReadAsRecorded(_ theme: String) throws {
    let file = Transcript(folder: "Golden/mistakes", name: "\(theme).txt")
    let recorded = try file.read()
    let seen = Transcript.entries(in: recorded).map(Transcript.seen(_:))
    let written = seen.joined(separator: "\n\n") + "\n"
    if getenv("UPDATE_GOLDEN") != nil {
      guard written != recorded else { return }
      try file.write(written)
      Issue.record("wrote \(theme).txt; read it, then run the tests again")
      return
    }
    for (entry, recorded) in zip(seen, Transcript.texts(in: recorded)) {
      #expect(entry == recorded)
    }
  }
}

/// A golden file of cells and what they show.
struct Transcript {
  private static let prompt = "▸"

  private let url: URL

  init(folder: String, name: String) {
    let tests = #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    url = URL(filePath: "\(tests)/\(folder)/\(name)")
  }

  func read() throws -> String {
    String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }

  func write(_ text: String) throws {
    try Data(text.utf8).write(to: url)
  }

  /// The entries as they stand: cell and output.
  static func texts(in file: String) -> [String] {
    var texts: [String] = []
    var isAfterBlank = true
    for line in file.split(separator: "\n", omittingEmptySubsequences: false) {
      if isAfterBlank, line.hasPrefix(prompt) {
        texts.append(String(line))
      } else if !texts.isEmpty {
        texts[texts.count - 1] += "\n" + line
      }
      isAfterBlank = line.isEmpty
    }
    return texts.map { String($0.trimmingSuffix(while: \.isNewline)) }
  }

  /// The code of every entry.
  static func entries(in file: String) -> [String] {
    texts(in: file).map { entry in
      entry.split(separator: "\n", omittingEmptySubsequences: false)
        .prefix { $0.hasPrefix(prompt) }
        .map { String($0.dropFirst(min(2, $0.count))) }.joined(separator: "\n")
    }
  }

  /// A cell with what it shows in a fresh session.
  static func seen(_ code: String) -> String {
    let recorder = OutputRecorder()
    let outcome = recorder.run(code, in: Session(output: recorder))
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let cell = lines.map { $0.isEmpty ? prompt : "\(prompt) \($0)" }.joined(separator: "\n")
    return outcome.seen.isEmpty ? cell : cell + "\n" + outcome.seen
  }
}
