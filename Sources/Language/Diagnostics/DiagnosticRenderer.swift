/// Diagnostics as the text a user reads.
///
///     ShapeError: cannot multiply (3, 4) @ (5, 2): inner sizes 4 and 5 differ
///       In[7], line 2
///       2 │ y = A @ B
///         │     ──┬──
///         │       A is (3, 4), B is (5, 2)
///       hint: no transposition of A or B fits either
public struct DiagnosticRenderer {
  /// The text without colours.
  public static func plain(_ diagnostic: Diagnostic) -> String {
    DiagnosticRenderer(style: .plain).text(diagnostic)
  }

  /// The text with ANSI colours, as front ends show it.
  public static func ansi(_ diagnostic: Diagnostic) -> String {
    DiagnosticRenderer(style: .ansi).text(diagnostic)
  }

  /// Several diagnostics below each other, a blank line between them.
  public static func plain(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { plain($0) }.joined(separator: "\n\n")
  }

  /// Several diagnostics below each other with ANSI colours.
  public static func ansi(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { ansi($0) }.joined(separator: "\n\n")
  }

  /// How parts of a message are set apart.
  private enum Style {
    case plain, ansi
  }

  /// The SGR codes of ECMA-48, section 8.3.117.
  private enum Paint: String {
    case kind = "1;31"
    case message = "1"
    case gutter = "34"
    case mark = "31"
    case hint = "36"
  }

  private let style: Style

  private func painted(_ text: String, _ paint: Paint) -> String {
    style == .plain || text.isEmpty ? text : "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m"
  }

  private func text(_ diagnostic: Diagnostic) -> String {
    let kind = painted(diagnostic.kind.rawValue + ":", .kind)
    var lines = [kind + " " + painted(diagnostic.message, .message)]
    if let location = diagnostic.location {
      lines.append("  " + location.described)
      lines += excerpt(SourceExcerpt(location), label: diagnostic.label)
    } else if let label = diagnostic.label {
      lines.append("  " + label)
    }
    lines += CallChain(diagnostic.calls).lines.map { "  " + $0 }
    if let hint = diagnostic.hint { lines.append("  " + painted("hint:", .hint) + " " + hint) }
    return lines.joined(separator: "\n")
  }

  private func excerpt(_ excerpt: SourceExcerpt, label: String?) -> [String] {
    let numbers = excerpt.lines.map { $0.number.map(String.init) ?? "…" }
    let width = numbers.map(\.count).max() ?? 1
    let empty = "  " + painted(String(repeating: " ", count: width) + " │", .gutter)
    var lines: [String] = []
    for (index, line) in excerpt.lines.enumerated() {
      let number = String(repeating: " ", count: width - numbers[index].count) + numbers[index]
      lines.append(
        "  " + painted(number + " │", .gutter) + (line.text.isEmpty ? "" : " " + line.text)
      )
      guard line.number != nil else { continue }
      let isLast = index == excerpt.lines.count - 1
      let marks = max(line.marks.count, isLast ? 1 : 0)
      if marks == 0 { continue }
      let indent = String(repeating: " ", count: line.marks.lowerBound + 1)
      let middle = isLast && label != nil ? marks / 2 : nil
      let mark = String((0..<marks).map { $0 == middle ? "┬" : "─" })
      lines.append(empty + indent + painted(mark, .mark))
      guard let label, let middle else { continue }
      let inset = indent + String(repeating: " ", count: middle)
      lines += label.split(separator: "\n").map { empty + inset + painted(String($0), .mark) }
    }
    return lines
  }
}

/// The calls that an error passed through, shortened where they repeat.
private struct CallChain {
  private static let linesShown = 12

  let lines: [String]

  init(_ calls: [CallSite]) {
    var groups: [(text: String, count: Int)] = []
    var numbers: [ObjectIdentifier: [Int: Int]] = [:]
    for call in calls {
      let source = call.location.source
      let offset = call.location.span.lower
      let known = numbers[ObjectIdentifier(source)]?[offset]
      let number = known ?? source.lineNumber(at: offset)
      numbers[ObjectIdentifier(source), default: [:]][offset] = number
      let text = "in \(call.function), called from \(source.name), line \(number)"
      if groups.last?.text == text {
        groups[groups.count - 1].count += 1
      } else {
        groups.append((text, 1))
      }
    }
    let all = groups.map { $0.count == 1 ? $0.text : "\($0.text) (\($0.count) times)" }
    guard all.count > Self.linesShown else {
      lines = all
      return
    }
    let half = Self.linesShown / 2
    let omitted = groups[half..<(groups.count - half)].reduce(0) { $0 + $1.count }
    lines = all.prefix(half) + ["… \(omitted) more calls"] + all.suffix(half)
  }
}

extension Location {
  /// `In[7], line 2`.
  fileprivate var described: String {
    "\(source.name), line \(source.lineNumber(at: span.lower))"
  }
}
