extension Derivation: Displayable {
  public var bundle: MIMEBundle {
    MIMEBundle(plainText: text, [.init(.html, html), .init(.markdown, markdown)])
  }

  /// Both passes as chains of equations, the signs `=` below each other.
  public var text: String {
    var result = title.isEmpty ? [] : [title, ""]
    result.append("Forward pass")
    result += Self.lines(of: forwardChains)
    if !backward.isEmpty {
      result += ["", "Backward pass"]
      result += Self.lines(of: backwardChains)
    }
    return result.joined(separator: "\n")
  }

  private static func lines(of chains: [Chain]) -> [String] {
    let rows = chains.map { chain in
      [[chain.name]] + chain.sides.map(sumLines) + [Display.lines(of: chain.value)]
    }
    let sideCount = rows.map(\.count).max() ?? 0
    let widths = (0..<sideCount).map { side in
      rows.flatMap { $0[side] }.map(displayWidth).max() ?? 0
    }
    return rows.flatMap { row in
      (0..<(row.map(\.count).max() ?? 0)).map { line(of: row, at: $0, widths) }
    }
  }

  /// One line of a step whose sums may take several.
  private static func line(of row: [[String]], at position: Int, _ widths: [Int]) -> String {
    var line = "  " + padded(position == 0 ? row[0][0] : "", to: widths[0])
    for side in 1..<row.count where widths[side] > 0 {
      let isThere = position < row[side].count
      line += isThere && position == 0 ? " = " : "   "
      line += padded(isThere ? row[side][position] : "", to: widths[side])
    }
    return withoutTrailingSpaces(line)
  }
}
