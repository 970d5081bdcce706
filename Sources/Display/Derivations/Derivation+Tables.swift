extension Derivation {
  /// Both passes as tables, one row a step.
  public var html: String { tables.map(\.html).joined(separator: "\n") }

  /// Both passes as Markdown tables.
  public var markdown: String { tables.map(\.markdown).joined(separator: "\n\n") }

  private var tables: [Table] {
    let forwardTable = Table(
      [.init("", .trailing), .init("formula"), .init("with numbers"), .init("value")],
      rows: forwardChains.map { Self.cells($0, emphasis: .value) },
      caption: title.isEmpty ? "Forward pass" : "\(title): forward pass"
    )
    guard !backward.isEmpty else { return [forwardTable] }
    let backwardTable = Table(
      [
        .init("", .trailing), .init("sum over the consumers"), .init("local derivatives"),
        .init("with numbers"), .init("adjoint"),
      ],
      rows: backwardChains.map { Self.cells($0, emphasis: .adjoint) },
      caption: "Backward pass"
    )
    return [forwardTable, backwardTable]
  }

  private static func cells(_ chain: Chain, emphasis: Table.Emphasis) -> [Table.Cell] {
    [Table.Cell(chain.name, .strong)]
      + chain.sides.map { side in
        Table.Cell(side.isEmpty ? "" : "= " + sumLines(side).joined(separator: "\n"))
      } + [Table.Cell("= " + chain.value, emphasis)]
  }
}
