import Display
import Language
import TensorCore

extension Context {
  /// The value with every digit, nested as it is.
  func json(of value: Value) throws -> String {
    switch value {
    case .number(let number): return JSONText.number(number)
    case .bool(let bool): return bool ? "true" : "false"
    case .string(let text): return JSONText.string(text.string)
    case .none, .unassigned: return "null"
    case .tuple(let tuple):
      return "[\(try tuple.elements.map { try json(of: $0) }.joined(separator: ", "))]"
    case .record(let record): return try json(of: record)
    case .object(let object):
      guard let record = try object.record(in: self) else {
        throw Diagnostic(.type, "`json` cannot write \(value.described)")
      }
      return try json(of: record)
    case .row(let row): return try json(of: Value(row.matrix().plain))
    case .tensor, .variable, .parameter, .range:
      guard let tensor = try value.operand?.value else { return "null" }
      return try json(of: tensor, from: 0, axis: 0)
    case .function(let function):
      if let record = try function.record { return try json(of: record) }
      throw Diagnostic(.type, "`json` cannot write \(value.described)")
    }
  }

  private func json(of record: Record) throws -> String {
    let fields = try record.fields.map { "\(JSONText.string($0)): \(try json(of: $1))" }
    return "{\(fields.joined(separator: ", "))}"
  }

  private func json(of tensor: Tensor, from offset: Int, axis: Int) throws -> String {
    let dimensions = tensor.shape.dimensions
    guard axis < dimensions.count else {
      switch tensor.dtype {
      case .float64: return JSONText.number(tensor[offset])
      case .float32: return JSONText.number(Float(tensor[offset]))
      case .bool: return tensor[offset] == 0 ? "false" : "true"
      }
    }
    let stride = dimensions[(axis + 1)...].reduce(1, *)
    let parts = try (0..<dimensions[axis]).map { index in
      try poll()
      return try json(of: tensor, from: offset + index * stride, axis: axis + 1)
    }
    return "[\(parts.joined(separator: ", "))]"
  }
}
