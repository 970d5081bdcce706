import Display

/// What there is to say about a function, as `?name` and Shift-Tab lay it out.
public struct FunctionHelp: Sendable {
  let signature: String
  /// What it does, in words.
  var summary = ""
  /// In LaTeX; empty where there is none.
  var formula = ""
  /// Further remarks, many of them with a label: `shapes: (n) -> ()`.
  var details: [String] = []
  /// Its text, where the user wrote it.
  var source = ""
  /// A line of the language; empty where there is none.
  var example = ""
  /// What the example shows when it runs; empty where it has not been run.
  var exampleOutput = ""

  init(signature: String) {
    self.signature = signature
  }

  var bundle: MIMEBundle { MIMEBundle(plainText: text, [.init(.markdown, markdown)]) }

  private var text: String {
    var lines = [signature, summary]
    if !formula.isEmpty { lines.append("formula: \(formula)") }
    lines += details + [source]
    if !example.isEmpty { lines.append("\(Self.exampleLabel)\(example)") }
    if !exampleOutput.isEmpty {
      let arrow = String(repeating: " ", count: Self.exampleLabel.count - 2) + "→ "
      lines.append(arrow + exampleOutput.indentedBelow(Self.exampleLabel.count))
    }
    return lines.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private var markdown: String {
    var paragraphs = [code(signature), summary]
    if !formula.isEmpty { paragraphs.append("$\(formula)$") }
    let points = details.map { "- " + labelled($0) }
    if !points.isEmpty { paragraphs.append(points.joined(separator: "\n")) }
    if !source.isEmpty { paragraphs.append(code(source)) }
    if !example.isEmpty {
      paragraphs.append("**Example**")
      paragraphs.append(code(example))
    }
    if !exampleOutput.isEmpty { paragraphs.append(code(exampleOutput)) }
    return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private func code(_ text: String) -> String { "```\n\(text)\n```" }

  /// `**Shapes:** …` of `shapes: …`.
  private func labelled(_ detail: String) -> String {
    guard let colon = detail.firstIndex(of: ":"), detail[..<colon].count <= Self.labelLength,
      detail[..<colon].allSatisfy({ $0.isLetter || $0 == " " })
    else { return detail }
    let label = detail[..<colon].prefix(1).uppercased() + detail[..<colon].dropFirst()
    return "**\(label):**\(detail[colon...].dropFirst())"
  }

  private static let exampleLabel = "example: "
  private static let labelLength = 14
}

extension String {
  /// Every line but the first moved to the right.
  func indentedBelow(_ columns: Int) -> String {
    let indent = String(repeating: " ", count: columns)
    return split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + indent)
  }
}
