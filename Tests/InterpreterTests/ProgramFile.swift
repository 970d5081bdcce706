import FoundationEssentials
import Testing

/// A program with its expected output in comments.
///
/// A cell is the lines up to, and with, the ones that expect something; the expectation stands behind
/// the last line of code, or on lines of its own below it:
///
///     x = [1, 2]
///     2x                # = [2, 4]
///     print("a", x)     # > a [1, 2]
///     x @ [1, 2, 3]
///     # error: ShapeError: cannot multiply …
///     # hint: …
///
/// `# =` is what the cell shows, `# >` what it prints, a line each. What it prints and the error it ends
/// with must be expected; `# warning:` and `# note:` are the remarks on stderr, `# hint:` the error's.
/// An expectation that ends in `…` leaves the rest open.
struct ProgramFile: CustomTestStringConvertible, Sendable {
  let path: String

  var testDescription: String { path }

  static let folder =
    #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Programs"

  static let all: [ProgramFile] = {
    let manager = FileManager.default
    let features = (try? manager.contentsOfDirectory(atPath: folder)) ?? []
    return features.sorted().flatMap { feature in
      let files = (try? manager.contentsOfDirectory(atPath: "\(folder)/\(feature)")) ?? []
      return files.filter { $0.hasSuffix(".adj") }.sorted().map {
        ProgramFile(path: "\(feature)/\($0)")
      }
    }
  }()

  /// The files that programs of the feature find, from its folder `files`.
  func fixtures() throws -> [String: [UInt8]] {
    let folder = "\(Self.folder)/\(path.prefix { $0 != "/" })/files"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, Array(try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))))
      }
    )
  }

  func cells() throws -> [ProgramCell] {
    let data = try Data(contentsOf: URL(filePath: "\(Self.folder)/\(path)"))
    var cells: [ProgramCell] = []
    var cell = ProgramCell(line: 1)
    let lines = String(decoding: data, as: UTF8.self).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    for (index, line) in lines.enumerated() {
      let (code, expectation) = ProgramCell.split(String(line))
      if !cell.expectations.isEmpty, !code.allSatisfy(\.isWhitespace) || expectation == nil {
        cells.append(cell)
        cell = ProgramCell(line: index + 1)
      }
      cell.code += code + "\n"
      if let expectation { cell.expectations.append(expectation) }
    }
    return cells + (cell.isEmpty ? [] : [cell])
  }
}

/// A part of a program that is run at once.
struct ProgramCell {
  enum Channel: String, CaseIterable {
    case shown = "# = "
    case printed = "# > "
    case error = "# error: "
    case warning = "# warning: "
    case note = "# note: "
    case hint = "# hint: "
    case label = "# label: "
    case call = "# call: "
  }

  typealias Expectation = (channel: Channel, text: String)

  let line: Int
  var code = ""
  var expectations: [Expectation] = []

  init(line: Int) {
    self.line = line
  }

  var isEmpty: Bool { code.allSatisfy(\.isWhitespace) && expectations.isEmpty }

  static func split(_ line: String) -> (code: String, expectation: Expectation?) {
    for channel in Channel.allCases {
      if let range = line.firstRange(of: channel.rawValue) {
        return (String(line[..<range.lowerBound]), (channel, String(line[range.upperBound...])))
      }
    }
    return (line, nil)
  }

  /// What came out otherwise than expected, a sentence each.
  func differences(from outcome: Outcome) -> [String] {
    Channel.allCases.compactMap { channel in
      let expected = expectations.filter { $0.channel == channel }.map(\.text)
      let actual = outcome[channel]
      let isOptional =
        channel == .shown || channel == .hint || channel == .label || channel == .call
      if expected.isEmpty, isOptional || actual.isEmpty { return nil }
      let matches =
        expected.count == actual.count && zip(expected, actual).allSatisfy { Self.matches($0, $1) }
      guard !matches else { return nil }
      return "\(channel.rawValue)\(actual) instead of \(expected) for:\n\(code)"
    }
  }

  private static func matches(_ expected: String, _ actual: String) -> Bool {
    guard expected.hasSuffix("…") else { return expected == actual }
    return actual.hasPrefix(expected.dropLast())
  }
}
