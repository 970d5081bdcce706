import Autodiff
import Display

extension Context {
  /// A record as text, and as a table too where the text takes several lines.
  func bundle(of record: Record) throws -> MIMEBundle {
    let text = try text(of: record)
    guard text.contains("\n") else { return MIMEBundle(plainText: text) }
    return MIMEBundle(plainText: text, [.init(.html, try table(of: record, depth: 0).html)])
  }

  /// Tables in tables in tables help nobody.
  private static let tableDepth = 4

  private func table(of record: Record, depth: Int) throws -> FieldTable {
    FieldTable(
      try record.fields.map { name, value in
        (name: name, content: try content(of: value, depth: depth + 1))
      }
    )
  }

  private func content(of value: Value, depth: Int) throws -> FieldTable.Content {
    switch value {
    case .record(let record) where depth < Self.tableDepth && record.count > 0:
      return .fields(try table(of: record, depth: depth))
    case .tensor(let tensor): return .numbers(nested(tensor))
    case .variable(let variable): return try content(of: Value(variable.plain), depth: depth)
    case .parameter(let parameter):
      return try content(of: Value(parameter.variable.plain), depth: depth)
    default: return .text(try shownText(of: value))
    }
  }
}
