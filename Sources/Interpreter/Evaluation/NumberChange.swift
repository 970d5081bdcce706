import Language
import TensorCore

/// `x[i] = v`, `r.a += v` and their kin where old and new are numbers: made in place, without a general path.
extension PathAssignmentNode {
  /// Changes the number at the end of the path; false, and nothing changed, where there is none.
  @inline(__always)
  func changesNumber(
    at place: Place,
    by number: Double,
    _ first: Value,
    _ second: Value,
    _ frame: inout Frame
  ) throws -> Bool {
    let context = frame.context
    var held = place.take(&frame)
    defer { place.exchange(&held, &frame) }
    guard indices.isPlain else { return changesField(of: &held, at: 0, by: number) }
    guard case .number(let row) = first else { return false }
    switch second {
    case .none: return try changesElement(of: &held, at: 0, row, nil, by: number, context)
    case .number(let column):
      return try changesElement(of: &held, at: 0, row, column, by: number, context)
    default: return false
    }
  }

  /// Changes a field that holds a number.
  private func changesField(of value: inout Value, at position: Int, by number: Double) -> Bool {
    if position == fields.count {
      guard case .number(let old) = value else { return false }
      let result = operation.result(old, number)
      // Of a field the general way takes the note.
      guard result.isFinite else { return false }
      value = .number(result)
      return true
    }
    guard case .record(var record) = value else { return false }
    value = .unassigned
    defer { value = .record(record) }
    return record.change(fields[position]) {
      changesField(of: &$0, at: position + 1, by: number)
    }
  }

  /// Changes an element of a vector or matrix of numbers.
  private func changesElement(
    of value: inout Value,
    at position: Int,
    _ row: Double,
    _ column: Double?,
    by number: Double,
    _ context: Context
  ) throws -> Bool {
    if position < fields.count {
      guard case .record(var record) = value else { return false }
      value = .unassigned
      defer { value = .record(record) }
      return try record.change(fields[position]) {
        try changesElement(of: &$0, at: position + 1, row, column, by: number, context)
      }
    }
    guard case .tensor(var tensor) = value else { return false }
    value = .unassigned
    defer { value = .tensor(tensor) }
    guard let index = tensor.numberPosition(row, column) else { return false }
    let old = operation == .assign ? 0 : tensor[index]
    let result = operation.result(old, number)
    if !result.isFinite, let symbol = operation.arithmetic?.rawValue {
      context.noteNonFinite(symbol, [old, number], result, at: location)
      context.reportNonFinite(.number(result), at: location)
    }
    try located { try tensor.replaceElement(at: index, with: result) }
    return true
  }
}

extension AssignmentOperator {
  /// What a number becomes.
  @inline(__always)
  fileprivate func result(_ old: Double, _ new: Double) -> Double {
    switch self {
    case .assign, .set: new
    case .add: old + new
    case .subtract: old - new
    case .multiply: old * new
    case .divide: old / new
    }
  }
}
