import Autodiff
import Display
import Networks
import TensorCore

/// A model layer by layer: definition, shape of the result, number of parameters.
struct ModelSummary {
  private let model: Model

  init(_ model: Model) { self.model = model }

  /// The table, with the shapes of the results for an input; nil for a batch of what the first layer takes.
  func table(for input: Tree?, in context: Context) throws -> Table {
    let shapes =
      try input.map { try OutputShapes(of: model, for: $0, in: context) }
      ?? OutputShapes(of: model, in: context)
    let rows = LayerRow.rows(of: model)
    let total = rows.reduce(0) { $0 + $1.count }
    let types = Set(model.parameters.map(\.parameter.variable.dtype.name)).sorted()
    let body = rows.map { row in
      [
        Table.Cell(row.path.isEmpty ? model.layer.kind : row.path),
        Table.Cell(row.signature, .code),
        Table.Cell(shapes.layers[row.path]?.text(isBatchOpen: shapes.isBatchOpen) ?? "…"),
        Table.Cell("\(row.count)"),
      ]
    }
    return Table(
      [
        .init("layer"), .init("definition"), .init("output shape"), .init("parameters", .trailing),
      ],
      rows: inputRows(shapes) + body + [
        [.init("total"), .init(types.joined(separator: ", ")), .init(""), .init("\(total)")]
      ],
      caption: shapes.failure
    )
  }

  /// What the model takes, where the table is about an input that nobody gave and that has open sizes.
  private func inputRows(_ shapes: OutputShapes) -> [[Table.Cell]] {
    guard let input = shapes.input else { return [] }
    return [
      [
        Table.Cell("input"), Table.Cell(shapes.remark),
        Table.Cell(OutputShapes.Form.sizes(input).text(isBatchOpen: true)), Table.Cell(""),
      ]
    ]
  }
}
