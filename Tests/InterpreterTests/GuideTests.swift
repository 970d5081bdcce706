import FoundationEssentials
import Interpreter
import Language
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Every example of the documents for people does what they say.
@Suite struct GuideTests {
  /// Each `adjoint` block is a cell of one session; a `text` block behind it is all that it shows.
  ///
  /// `UPDATE_GOLDEN=1` writes what cells show into their `text` blocks, and the test fails once.
  @Test func cellsOfTheGuideShowWhatStandsBelowThem() throws {
    var document = try ExecutableDocument("docs/language.md")
    let recorder = OutputRecorder()
    let session = Session(output: recorder, files: MemoryFiles())
    for (number, cell) in document.cells.enumerated() {
      let outcome = recorder.run(cell.code, in: session, named: "In[\(cell.number)]")
      let seen = outcome.seen
      if getenv("UPDATE_GOLDEN") != nil {
        document.record(seen, for: number)
      } else if let expected = cell.output {
        #expect(seen == expected, "docs/language.md:\(cell.line)")
      } else {
        let isQuiet = outcome.result.isSuccess && outcome.remarks.isEmpty
        #expect(isQuiet, "docs/language.md:\(cell.line): \(seen)")
      }
    }
    if getenv("UPDATE_GOLDEN") != nil, try document.write() {
      Issue.record("wrote docs/language.md; read it, then run the tests again")
    }
  }

  /// Each line of an `adjoint` block is a cell, and its comment what it shows.
  @Test func linesOfTheCheatSheetShowTheirComments() throws {
    let document = try ExecutableDocument("docs/cheat-sheet.md")
    let recorder = OutputRecorder()
    let session = Session(output: recorder, files: MemoryFiles())
    for cell in document.cells {
      for line in cell.code.split(separator: "\n") {
        let parts = line.split(separator: "  # ", maxSplits: 1)
        let outcome = recorder.run(String(parts[0]), in: session, named: "cheat-sheet.md")
        #expect(outcome.result.isSuccess, "\(line): \(outcome.seen)")
        guard parts.count == 2 else { continue }
        #expect(outcome.seen == parts[1].drop(while: { $0 == " " }), "\(line)")
      }
    }
  }
}

/// A Markdown file whose fenced blocks can be run.
struct ExecutableDocument {
  struct Cell {
    let code: String
    /// nil where no output stands below.
    let output: String?
    /// The line of the file the code begins on.
    let line: Int
    /// Counts from 1 in each chapter, so that a new cell renumbers none of another's.
    let number: Int
    /// The lines of the output, without its fences.
    fileprivate let outputLines: Range<Int>?
  }

  let cells: [Cell]
  private var lines: [String]
  private let original: [String]
  private var recorded: [Int: String] = [:]
  private let url: URL

  init(_ path: String) throws {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    url = URL(filePath: "\(root)/\(path)")
    lines = String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    original = lines
    cells = Self.cells(in: lines)
  }

  private static func cells(in lines: [String]) -> [Cell] {
    var cells: [Cell] = []
    var position = 0
    var chapter = 0
    var number = 0
    while let fence = lines[position...].firstIndex(of: "```adjoint") {
      let end = lines[(fence + 1)...].firstIndex(of: "```") ?? lines.count
      let below = lines[min(end + 1, lines.count)...].firstIndex { !$0.isEmpty }
      var output: Range<Int>?
      if let below, lines[below] == "```text" {
        output = (below + 1)..<(lines[(below + 1)...].firstIndex(of: "```") ?? lines.count)
      }
      let heading = lines[..<fence].lastIndex { $0.hasPrefix("## ") } ?? 0
      number = heading == chapter ? number + 1 : 1
      chapter = heading
      cells.append(
        Cell(
          code: lines[(fence + 1)..<end].joined(separator: "\n"),
          output: output.map { lines[$0].joined(separator: "\n") },
          line: fence + 2,
          number: number,
          outputLines: output
        )
      )
      position = min((output?.upperBound ?? end) + 1, lines.count)
    }
    return cells
  }

  mutating func record(_ text: String, for cell: Int) {
    if cells[cell].outputLines != nil { recorded[cell] = text }
  }

  /// Writes what was recorded; whether that changes the file.
  func write() throws -> Bool {
    var result = lines
    for (number, text) in recorded.sorted(by: { $0.key > $1.key }) {
      guard let range = cells[number].outputLines else { continue }
      result.replaceSubrange(
        range,
        with: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      )
    }
    guard result != original else { return false }
    try Data(result.joined(separator: "\n").utf8).write(to: url)
    return true
  }
}
