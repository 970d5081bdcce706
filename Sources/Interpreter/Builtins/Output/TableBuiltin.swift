import Display
import Language
import TensorCore

extension Builtin {
  static let table = Builtin(
    "table",
    [.required("x"), .keyword("title", .string(""))],
    BuiltinDocumentation(
      "A record, or a tuple of records, as a table.",
      details: [
        "A record of vectors or tuples of one length has a column for each, any other record a row for "
          + "each field. A tuple of records with the same fields has a row for each record, and a matrix "
          + "its own rows and columns."
      ],
      example: "table({step: [1, 2, 3], loss: [0.5, 0.25, 0.125]})"
    )
  ) { context, arguments in
    let title = try arguments.string("title")
    guard let (titles, rows) = try context.tableRows(of: arguments["x"]) else {
      throw arguments.needs("a record, a tuple of records, or a matrix", "x")
    }
    let isNumber = titles.indices.map { column in rows.allSatisfy { $0[column].isNumber } }
    let columns = zip(titles, isNumber).map { Table.Column($0, $1 ? .trailing : .leading) }
    let cells = try rows.map { row in
      try row.map { Table.Cell(try context.bareText(of: $0)) }
    }
    let table = Table(columns, rows: cells, caption: title.isEmpty ? nil : title)
    return .object(DisplayObject("table", table))
  }
}

extension Value {
  fileprivate var isNumber: Bool { plainNumber != nil }
}

extension Context {
  /// Titles and cells of a table; nil for a value that is none.
  fileprivate func tableRows(of value: Value) throws -> (titles: [String], rows: [[Value]])? {
    switch value {
    case .record(let record): return try rows(of: record)
    case .object(let object): return try object.record(in: self).map(rows)
    case .tuple(let tuple):
      let records = tuple.elements.compactMap { element -> Record? in
        if case .record(let record) = element { record } else { nil }
      }
      guard let first = records.first, records.count == tuple.elements.count,
        records.allSatisfy({ $0.names == first.names })
      else { return nil }
      return (first.names, records.map(\.values))
    default:
      guard let tensor = try value.operand?.value, tensor.rank == 2 else { return nil }
      let width = tensor.shape.dimensions[1]
      let rows = (0..<tensor.shape.dimensions[0]).map { row in
        (0..<width).map { Value.number(tensor[row * width + $0]) }
      }
      return ((0..<width).map { "\($0)" }, rows)
    }
  }

  private func rows(of record: Record) throws -> (titles: [String], rows: [[Value]]) {
    let columns = try record.values.map { try members(of: $0) }
    let counts = Set(columns.map { $0?.count })
    if let count = counts.first.flatMap({ $0 }), counts.count == 1 {
      return (record.names, (0..<count).map { row in columns.map { $0?[row] ?? .none } })
    }
    return (["", ""], record.fields.map { [.string($0), $1] })
  }

  /// The members of a vector or tuple; nil for what is no column.
  private func members(of value: Value) throws -> [Value]? {
    if case .tuple(let tuple) = value { return tuple.elements }
    guard let tensor = try value.operand?.value, tensor.rank == 1 else { return nil }
    return tensor.values.map(Value.number)
  }
}
