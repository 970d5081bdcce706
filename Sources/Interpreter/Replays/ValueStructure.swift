import Autodiff

/// How a value is built of operands: everything about it but the numbers.
indirect enum ValueStructure {
  case operand
  case row
  case constant(Value)
  case tuple([ValueStructure])
  case record([(name: String, value: ValueStructure)])
  case gradientRecord([(name: String, value: ValueStructure)])

  /// Takes a value apart, from left to right; nil for a value that holds more than data.
  init?(_ value: Value, into operands: inout [Operand]) {
    switch value {
    case .number(let number):
      operands.append(.number(number))
      self = .operand
    case .tensor(let tensor):
      operands.append(.tensor(tensor))
      self = .operand
    case .variable(let variable):
      operands.append(.variable(variable))
      self = .operand
    case .row(let row):
      operands.append(row.vector)
      self = .row
    case .bool, .string, .range, .none: self = .constant(value)
    case .tuple(let tuple):
      var members: [ValueStructure] = []
      for element in tuple.elements {
        guard let member = ValueStructure(element, into: &operands) else { return nil }
        members.append(member)
      }
      self = .tuple(members)
    case .record(let record):
      guard let fields = Self.fields(of: record, into: &operands) else { return nil }
      self = .record(fields)
    case .object(let object):
      guard let record = (object as? GradientRecord)?.allFields,
        let fields = Self.fields(of: record, into: &operands)
      else { return nil }
      self = .gradientRecord(fields)
    case .parameter, .function, .unassigned: return nil
    }
  }

  private static func fields(
    of record: Record,
    into operands: inout [Operand]
  ) -> [(name: String, value: ValueStructure)]? {
    var fields: [(name: String, value: ValueStructure)] = []
    for (name, value) in record.fields {
      guard let member = ValueStructure(value, into: &operands) else { return nil }
      fields.append((name, member))
    }
    return fields
  }

  /// The value built of operands, of which it takes what it needs.
  func value(_ operands: inout ArraySlice<Operand>) throws -> Value {
    switch self {
    case .operand: return operands.popFirst().map { Value($0) } ?? .none
    case .row: return operands.popFirst().map { .row(Row($0)) } ?? .none
    case .constant(let value): return value
    case .tuple(let members): return try .tuple(of: members.map { try $0.value(&operands) })
    case .record(let fields): return .record(try Self.record(fields, &operands))
    case .gradientRecord(let fields):
      return .object(GradientRecord(try Self.record(fields, &operands)))
    }
  }

  private static func record(
    _ fields: [(name: String, value: ValueStructure)],
    _ operands: inout ArraySlice<Operand>
  ) throws -> Record {
    try Record(fields.map { (name: $0.name, value: try $0.value.value(&operands)) })
  }
}
