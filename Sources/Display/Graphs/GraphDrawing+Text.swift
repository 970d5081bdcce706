extension GraphDrawing {
  /// One line for each node: its name, formula and value, its adjoint, and where it goes.
  ///
  /// Behind each consumer stands the local derivative on that edge.
  public var text: String {
    let consumers = Dictionary(grouping: edges, by: \.from)
    let byID = Dictionary(nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let hasAdjoints = nodes.contains { !$0.adjoint.isEmpty }
    let rows = nodes.map { node -> [Table.Cell] in
      let targets = (consumers[node.id] ?? []).compactMap { edge -> String? in
        guard let target = byID[edge.to] else { return nil }
        let name = target.name.isEmpty ? target.formula : target.name
        return edge.derivative.isEmpty ? name : "\(name) [\(edge.derivative)]"
      }
      let arrow = targets.isEmpty ? "" : "→ " + abridged(targets).joined(separator: ", ")
      return [
        Table.Cell(firstLine(node.heading)), Table.Cell(firstLine(node.value)),
        Table.Cell(firstLine(node.adjoint)), Table.Cell(arrow),
      ]
    }
    let all = ["node", "value", hasAdjoints ? "adjoint" : "", "goes to [local derivative]"]
    let shown = all.indices.filter { !all[$0].isEmpty }
    let table = Table(
      shown.map { Table.Column(all[$0]) },
      rows: rows.map { row in shown.map { row[$0] } },
      caption: title.isEmpty ? nil : title
    )
    return table.text
  }

  /// The first few of many consumers, and how many more there are.
  private func abridged(_ targets: [String]) -> [String] {
    targets.count > 5 ? targets.prefix(4) + ["… \(targets.count - 4) more"] : targets
  }

  private func firstLine(_ text: String) -> String {
    let all = lines(of: text)
    return all.count > 1 ? (all.first ?? "") + " …" : text
  }
}
