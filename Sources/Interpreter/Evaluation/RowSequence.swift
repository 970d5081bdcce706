import Autodiff
import Language
import TensorCore

/// What a loop or a comprehension runs over: rows, members, numbers, or pairs of name and value.
enum RowSequence {
  case numbers(WholeRange)
  case vector(Tensor)
  case rows(Operand, count: Int)
  case members([Value])
  case source(any RowSource)

  init(_ value: Value, in context: Context) throws {
    switch value {
    case .range(let range): self = .numbers(range)
    case .tuple(let tuple): self = .members(tuple.elements)
    case .record(let record): self = .members(try RowSequence.pairs(record))
    case .object(let object as any LoopedObject):
      self = .source(try object.rows(in: context))
    case .object(let object):
      guard let record = try object.record(in: context) else { throw RowSequence.refused(value) }
      self = .members(try RowSequence.pairs(record))
    default:
      guard let operand = try value.operand else { throw RowSequence.refused(value) }
      guard let count = operand.shape.dimensions.first else { throw RowSequence.refused(value) }
      if case .tensor(let tensor) = operand, tensor.rank == 1, tensor.dtype == .float64 {
        self = .vector(tensor)
      } else {
        self = .rows(operand, count: count)
      }
    }
  }

  var count: Int {
    switch self {
    case .numbers(let range): range.count
    case .vector(let tensor): tensor.count
    case .rows(_, let count): count
    case .members(let members): members.count
    case .source(let source): source.count
    }
  }

  func row(_ index: Int, in context: Context) throws -> Value {
    switch self {
    case .numbers(let range): return .number(Double(range.lower + index))
    case .vector(let tensor): return .number(tensor[index])
    case .members(let members): return members[index]
    case .source(let source): return try source.row(index, in: context)
    case .rows(let operand, _):
      if case .tensor(let tensor) = operand {
        return Value(try tensor.gathered(Selection([.index(index)], in: tensor.shape)))
      }
      return Value(try context.graph.apply(.index([.index(index)], label: "\(index)"), operand))
    }
  }

  /// Whether names of the session are looked at before a row is given.
  var looksAtNames: Bool {
    if case .source(let source) = self { source.looksAtNames } else { false }
  }

  /// Says that nothing more will be asked for.
  func end() {
    if case .source(let source) = self { source.end() }
  }

  private static func pairs(_ record: Record) throws -> [Value] {
    try record.fields.map { try .tuple(of: [.string($0), $1]) }
  }

  private static func refused(_ value: Value) -> Diagnostic {
    let hint: String? =
      if case .number(let number) = value, let whole = Int(whole: number) {
        "to count, write `0..<\(whole)`"
      } else {
        nil
      }
    return Diagnostic(.type, "cannot run over \(value.described)", hint: hint)
  }
}
