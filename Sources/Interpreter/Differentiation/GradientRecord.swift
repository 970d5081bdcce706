import Autodiff
import Display
import TensorCore

/// Gradients by name: a record that a cell shows as a table.
struct GradientRecord: ValueObject {
  private let fields: Record

  init(_ fields: Record) { self.fields = fields }

  var typeName: String { "gradient record" }
  var fieldNames: [String] { fields.names }

  /// Every gradient by name.
  var allFields: Record { fields }

  func record(in context: Context) throws -> Record? { fields }

  /// A field by its whole name, or the group of those whose name it begins: `g.layer1.W`.
  func field(_ name: String, in context: Context) throws -> Value? {
    if let value = fields[name] { return value }
    let members = fields.fields.filter { $0.0.hasPrefix(name + ".") || $0.0.hasPrefix(name + "[") }
    guard !members.isEmpty else { return nil }
    let group = members.map { (name: String($0.0.dropFirst(name.count + 1)), value: $0.1) }
    return .object(GradientRecord(try Record(group)))
  }

  func text(in context: Context) throws -> String {
    try context.shownText(of: .record(fields))
  }

  func bundle(in context: Context) throws -> MIMEBundle {
    let rows = try Self.entries(of: .record(fields), named: "")
    let isLong = rows.contains { $0.value.count > Self.shownCount }
    var columns: [Table.Column] = [
      .init("parameter"), .init("shape"), .init("gradient", .trailing),
    ]
    if isLong { columns += Self.statistics.map { .init($0.title, .trailing) } }
    return Table(
      columns,
      rows: rows.map { cells(of: $0.name, $0.value, isLong: isLong, in: context) }
    ).bundle
  }

  private static let shownCount = 6

  private typealias Statistic = (title: String, value: @Sendable ([Double]) -> Double)

  private static let statistics: [Statistic] = [
    ("norm", { values in values.reduce(0) { $0 + $1 * $1 }.squareRoot() }),
    ("mean", { values in values.reduce(0, +) / Double(values.count) }),
    ("min", { values in values.min() ?? .nan }),
    ("max", { values in values.max() ?? .nan }),
  ]

  private func cells(
    of name: String,
    _ value: Tensor,
    isLong: Bool,
    in context: Context
  ) -> [Table.Cell] {
    let isShown = value.count <= Self.shownCount
    var cells = [
      Table.Cell(name),
      Table.Cell(value.isScalar ? "number" : "\(value.shape)"),
      Table.Cell(isShown ? context.inlineText(of: value) : "…"),
    ]
    guard isLong else { return cells }
    let values = value.values
    for statistic in Self.statistics {
      cells.append(
        Table.Cell(isShown || values.isEmpty ? "" : context.style.text(statistic.value(values)))
      )
    }
    return cells
  }

  /// Every gradient in the record, nested ones by their path.
  private static func entries(
    of value: Value,
    named name: String
  ) throws -> [(name: String, value: Tensor)] {
    switch value {
    case .record(let record):
      return try record.fields.flatMap { field, member in
        try entries(of: member, named: name.isEmpty ? field : "\(name).\(field)")
      }
    case .tuple(let tuple):
      return try tuple.elements.enumerated().flatMap { index, member in
        try entries(of: member, named: "\(name)[\(index)]")
      }
    default:
      return try value.operand.map { [(name, $0.value)] } ?? []
    }
  }
}

extension Context {
  /// A small tensor on one line: `[[1, 2], [3, 4]]`.
  func inlineText(of tensor: Tensor) -> String {
    func text(_ axis: Int, _ offset: Int, _ count: Int) -> String {
      guard axis < tensor.rank else {
        return tensor.dtype == .bool
          ? (tensor[offset] == 0 ? "false" : "true") : style.text(tensor[offset])
      }
      let size = tensor.shape.dimensions[axis]
      let stride = size == 0 ? 0 : count / size
      let parts = (0..<size).map { text(axis + 1, offset + $0 * stride, stride) }
      return "[\(parts.joined(separator: ", "))]"
    }
    return text(0, 0, tensor.count)
  }
}
