import Display

/// Tuples and records as text: on one line where they fit, else a member a line.
extension Context {
  /// How many columns a tuple or record with matrices in it may take on one line.
  private static let lineWidth = 72
  /// How many columns one without may take, as many as a vector.
  private static let longLineWidth = NestedNumbers.Limits.standard.lineWidth

  func text(of tuple: Tuple) throws -> String {
    try structure("(", tuple.elements.map { ("", $0) }, tuple.elements.count == 1 ? ",)" : ")")
  }

  func text(of record: Record) throws -> String {
    try structure("{", record.fields.map { ("\($0): ", $1) }, "}")
  }

  private func structure(
    _ opening: String,
    _ members: [(label: String, value: Value)],
    _ closing: String
  ) throws -> String {
    let texts = try members.map { try shownText(of: $0.value) }
    func joined(_ texts: [String], by separator: String) -> String {
      opening + zip(members, texts).map { $0.label + $1 }.joined(separator: separator) + closing
    }
    guard texts.contains(where: { $0.contains("\n") }) else {
      let line = joined(texts, by: ", ")
      guard displayWidth(line) > Context.longLineWidth else { return line }
      return members.contains { !$0.label.isEmpty }
        ? joined(texts, by: ",\n ") : filled(opening, texts, closing)
    }
    let inline = joined(try members.map { try inlineText(of: $0.value) }, by: ", ")
    if !inline.contains("\n"), displayWidth(inline) <= Context.lineWidth { return inline }
    let hanging = zip(members, texts).map { member, text in
      let indent = String(repeating: " ", count: 1 + displayWidth(member.label))
      return text.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\n" + indent)
    }
    return joined(hanging, by: ",\n ")
  }

  /// Members one after the other, on as many lines as they take.
  private func filled(_ opening: String, _ texts: [String], _ closing: String) -> String {
    var lines: [String] = []
    var line = opening
    for (position, text) in texts.enumerated() {
      let piece = text + (position == texts.count - 1 ? closing : ",")
      let width = displayWidth(line) + 1 + displayWidth(piece)
      if position > 0, width > Context.longLineWidth {
        lines.append(line)
        line = " " + piece
      } else {
        line += (position > 0 ? " " : "") + piece
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }

  /// The text without line breaks, for what has no more than a few numbers.
  private func inlineText(of value: Value) throws -> String {
    switch value {
    case .tensor(let tensor): return tensor.count <= 32 ? inlineText(of: tensor) : "\n"
    case .variable(let variable): return try inlineText(of: Value(variable.plain))
    case .parameter(let parameter): return try inlineText(of: Value(parameter.variable.plain))
    case .row(let row): return try inlineText(of: Value(row.matrix().plain))
    default: return try shownText(of: value)
    }
  }
}
