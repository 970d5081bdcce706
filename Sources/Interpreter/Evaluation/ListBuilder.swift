import Autodiff
import Language
import TensorCore

/// Collects the elements of a list, as bare numbers for as long as that is what they are.
struct ListBuilder {
  private var numbers: [Double] = []
  private var operands: [Operand] = []
  private var shape: Shape?
  private var isBool = true
  private var count = 0
  /// Whether there are numbers and nothing else.
  private var holdsNumbers = false

  init(expected: Int) {
    reserve(expected)
  }

  /// The node is that of the element, where it is written out.
  ///
  /// - Throws: a TypeError or ShapeError at the node for an element that does not fit.
  @inline(__always)
  mutating func append(_ value: Value, of node: Node?) throws {
    if holdsNumbers, case .number(let number) = value {
      count += 1
      numbers.append(number)
      return
    }
    try appendFirst(value, at: node?.location)
  }

  /// Makes room for elements to come.
  mutating func reserve(_ further: Int) {
    numbers.reserveCapacity(numbers.count + min(further, 1 << 16))
  }

  /// Adds an element to a list that does not hold numbers yet, or one that is none.
  private mutating func appendFirst(_ value: Value, at location: Location?) throws {
    count += 1
    if case .number(let number) = value, operands.isEmpty {
      guard shape == nil || shape == .scalar else { throw ragged(.scalar, at: location) }
      shape = .scalar
      isBool = false
      holdsNumbers = true
      numbers.append(number)
      return
    }
    if case .bool(let bool) = value, operands.isEmpty, isBool {
      shape = .scalar
      numbers.append(bool ? 1 : 0)
      return
    }
    try appendOperand(value, at: location)
  }

  private mutating func appendOperand(_ value: Value, at location: Location?) throws {
    guard let operand = try value.operand else { throw ListBuilder.refused(value, at: location) }
    if let shape, shape != operand.shape { throw ragged(operand.shape, at: location) }
    shape = operand.shape
    holdsNumbers = false
    if operands.isEmpty, !numbers.isEmpty {
      operands = numbers.map { .number($0) }
      numbers = []
    }
    isBool = isBool && operand.dtype == .bool
    operands.append(operand)
  }

  func value(in context: Context) throws -> Value {
    guard !operands.isEmpty else {
      let dtype: DType = isBool && count > 0 ? .bool : .float64
      return .tensor(try Tensor(values: numbers, shape: [numbers.count], dtype: dtype))
    }
    return Value(try context.graph.apply(.stack(axis: 0), operands))
  }

  private func ragged(_ odd: Shape, at location: Location?) -> Diagnostic {
    let expected = shape ?? .scalar
    let (one, others) =
      odd.rank == 0
      ? ("is a number", "have shape \(expected)")
      : ("has shape \(odd)", expected.rank == 0 ? "are numbers" : "\(expected)")
    return Diagnostic(
      .shape,
      "element \(count - 1) of the list \(one), the ones before it \(others)",
      at: location,
      hint: "a list stacks elements of one shape; a tuple `(a, b)` holds any"
    )
  }

  private static func hint(for value: Value) -> String {
    switch value {
    case .tuple: "rows of a matrix are lists: `[[1, 2], [3, 4]]`"
    case .bool: "a list holds bools or numbers, not both"
    case .function(let function) where function is ModelFunction:
      "use a tuple, `(a, b)`, or one model: `sequential(a, b)`"
    default: "use a tuple: `(a, b)`"
    }
  }

  private static func refused(_ value: Value, at location: Location?) -> Diagnostic {
    Diagnostic(
      .type,
      "a list holds numbers and tensors only, not \(value.described)",
      at: location,
      hint: hint(for: value)
    )
  }
}
