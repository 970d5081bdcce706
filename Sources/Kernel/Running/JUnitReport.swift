/// What became of files and cells, as CI servers read it: a suite for each file, a case for each cell.
///
/// Format: https://github.com/testmoapp/junitxml
package struct JUnitReport {
  private let files: [FileReport]

  package init(_ files: [FileReport]) {
    self.files = files
  }

  package var xml: String {
    let all = files.flatMap(\.cases)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="adjoint run"\(attributes(of: all))>
      \(files.map(suite).joined())</testsuites>

      """
  }

  private func suite(_ file: FileReport) -> String {
    let cases = file.cases
    return """
        <testsuite name="\(escaped(file.path))"\(attributes(of: cases))>
      \(cases.map { testCase($0, in: file) }.joined())  </testsuite>

      """
  }

  private func testCase(_ cell: CellReport, in file: FileReport) -> String {
    let opening = """
          <testcase classname="\(escaped(file.path))" name="\(escaped(cell.title))" \
      time="\(seconds(cell.seconds))"
      """
    switch cell.verdict {
    case .passed: return "\(opening)/>\n"
    case .skipped(let reason):
      return "\(opening)>\n      <skipped message=\"\(escaped(reason))\"/>\n    </testcase>\n"
    case .differed(let text):
      return failure("failure", "the outputs differ from the stored ones", text, opening)
    case .failed(let message, let text): return failure("failure", message, text, opening)
    case .interrupted: return failure("error", "interrupted", "", opening)
    }
  }

  private func failure(
    _ element: String,
    _ message: String,
    _ text: String,
    _ opening: String
  ) -> String {
    """
    \(opening)>
          <\(element) message="\(escaped(message))">\(escaped(text))</\(element)>
        </testcase>

    """
  }

  private func attributes(of cells: [CellReport]) -> String {
    let failures = cells.count { $0.isFailure }
    let errors = cells.count { $0.verdict == .interrupted }
    let skipped = cells.count { if case .skipped = $0.verdict { true } else { false } }
    let time = seconds(cells.reduce(0) { $0 + $1.seconds })
    return " tests=\"\(cells.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
      + " skipped=\"\(skipped)\" time=\"\(time)\""
  }

  /// Seconds to the millisecond.
  private func seconds(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

  /// Text as XML 1.0 may hold it: https://www.w3.org/TR/xml/#charsets.
  private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension CellReport {
  fileprivate var isFailure: Bool {
    switch verdict {
    case .failed, .differed: true
    case .passed, .skipped, .interrupted: false
    }
  }
}

extension FileReport {
  /// The cells, and a case for the file itself where it could not be read or written.
  fileprivate var cases: [CellReport] {
    guard let failure else { return cells }
    return cells + [CellReport(title: "file", verdict: .failed(message: failure, text: failure))]
  }
}
