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
    let shapes = try outputShapes(for: input, in: context)
    let rows = LayerRow.rows(of: model)
    let total = rows.reduce(0) { $0 + $1.count }
    let types = Set(model.parameters.map(\.parameter.variable.dtype.name)).sorted()
    let body = rows.map { row in
      [
        Table.Cell(row.path.isEmpty ? model.layer.kind : row.path),
        Table.Cell(row.signature, .code),
        Table.Cell(shapes[row.path] ?? "…"),
        Table.Cell("\(row.count)"),
      ]
    }
    return Table(
      [
        .init("layer"), .init("definition"), .init("output shape"), .init("parameters", .trailing),
      ],
      rows: body + [
        [.init("total"), .init(types.joined(separator: ", ")), .init(""), .init("\(total)")]
      ]
    )
  }

  /// The shape of every layer's result, by its path.
  private func outputShapes(for input: Tree?, in context: Context) throws -> [String: String] {
    var known = input
    if known == nil, let example = model.layer.exampleShape {
      known = .leaf(Operand(try Tensor.filled(0, shape: Shape([1] + example.dimensions))))
    }
    guard let known else { return [:] }
    var shapes: [String: String] = [:]
    // The draws are not the session's: looking at a model must not change what comes after.
    _ = try model.run(
      known,
      parameters: model.parameters.map(\.parameter.variable.plain),
      in: context.graph,
      draw: { Operand(try Tensor.filled(0, shape: $0)) },
      observer: { path, _, output in
        shapes[path] = Self.text(output, isBatchKnown: input != nil)
      }
    )
    return shapes
  }

  private static func text(_ output: Tree, isBatchKnown: Bool) -> String {
    switch output {
    case .leaf(let operand):
      let sizes = operand.shape.dimensions
      guard !isBatchKnown, sizes.first == 1 else { return "\(operand.shape)" }
      return "(\((["batch"] + sizes.dropFirst().map(String.init)).joined(separator: ", ")))"
    case .tuple(let members):
      return "(\(members.map { text($0, isBatchKnown: isBatchKnown) }.joined(separator: ", ")))"
    case .record(let fields), .parameters(let fields, _):
      let texts = fields.map { "\($0.name): \(text($0.value, isBatchKnown: isBatchKnown))" }
      return "{\(texts.joined(separator: ", "))}"
    case .other: return "…"
    }
  }
}
