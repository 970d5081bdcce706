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
      [chain.name] + chain.sides.map { $0.joined(separator: " + ") } + [chain.value]
    }
    let sideCount = rows.map(\.count).max() ?? 0
    let widths = (0..<sideCount).map { side in rows.map { displayWidth($0[side]) }.max() ?? 0 }
    return rows.map { row in
      var line = "  " + padded(row[0], to: widths[0])
      for side in 1..<row.count where widths[side] > 0 {
        line += (row[side].isEmpty ? "   " : " = ") + padded(row[side], to: widths[side])
      }
      return withoutTrailingSpaces(line)
    }
  }
}
