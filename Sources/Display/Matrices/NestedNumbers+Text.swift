extension NestedNumbers: Displayable {
  /// A vector as `[1, 2.5]`, a matrix row by row with aligned columns, higher ranks nested.
  public var text: String {
    guard !shape.isEmpty else { return matrices.first?.first?.first ?? "" }
    guard !shape.contains(0) else { return emptyText }
    let body = shape.count == 1 ? vectorText : nestedText
    return isShortened ? body + "  \(note)" : body
  }

  public var bundle: MIMEBundle {
    var rich: [MIMEBundle.Entry] = []
    if let html { rich.append(.init(.html, html)) }
    if let latex { rich.append(.init(.latex, latex)) }
    return MIMEBundle(plainText: text, rich)
  }

  private var emptyText: String { shape == [0] ? "[]" : "[]  \(note)" }

  /// Breaks a vector between elements where a line would become too long.
  private var vectorText: String {
    let elements = matrices.first?.first ?? []
    var lines = ["["]
    for (position, element) in elements.enumerated() {
      let piece = element + (position == elements.count - 1 ? "]" : ",")
      let current = lines.removeLast()
      let joined = position == 0 ? current + piece : current + " " + piece
      if position > 0, displayWidth(joined) > limits.lineWidth {
        lines += [current, " " + piece]
      } else {
        lines.append(joined)
      }
    }
    return lines.joined(separator: "\n")
  }

  private var nestedText: String {
    let matrices = matrices
    let columns = AlignedColumns(rows: matrices.flatMap(\.self))
    var blocks = matrices.map { rows in rows.map { columns.line($0) } }[...]
    return nested(axis: 0, blocks: &blocks).joined(separator: "\n")
  }

  /// The lines of one sub-tensor, brackets included.
  private func nested(axis: Int, blocks: inout ArraySlice<[String]>) -> [String] {
    let isMatrix = axis == shape.count - 2
    var members: [[String]]
    if isMatrix {
      members = (blocks.popFirst() ?? []).map { ["[\($0)]"] }
      members = zip(members, positions[axis]).map { $1 == nil ? ["…"] : $0 }
    } else {
      members = positions[axis].map { position in
        position == nil ? ["…"] : nested(axis: axis + 1, blocks: &blocks)
      }
    }
    // As many empty lines between two sub-tensors as they have axes beyond the rows.
    let gap = Array(repeating: "", count: isMatrix ? 0 : shape.count - axis - 2)
    var lines: [String] = []
    for (position, member) in members.enumerated() {
      if position > 0 {
        lines[lines.count - 1] += ","
        lines += gap
      }
      lines += member
    }
    return lines.enumerated().map { position, line in
      let opened = (position == 0 ? "[" : line.isEmpty ? "" : " ") + line
      return position == lines.count - 1 ? opened + "]" : opened
    }
  }
}
