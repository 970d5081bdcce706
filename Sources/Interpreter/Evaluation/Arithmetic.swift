import Autodiff
import Language
import TensorCore

extension Context {
  /// The value of an operator for operands of any kind.
  ///
  /// - Parameters left, right: the operands' nodes, for the text of messages.
  func binary(
    _ symbol: BinaryOperator,
    _ a: Value,
    _ b: Value,
    _ left: Node,
    _ right: Node,
    _ node: Node,
    _ origin: UInt32
  ) throws -> Value {
    graph.origin = origin
    do {
      return try value(of: symbol, a, b, left, right, node)
    } catch {
      let label = OperandLabel(a, left, b, right).text
      let explained = explained(error, symbol, (a, left), (b, right))
      throw Diagnosis.located(explained, at: node.location, label: label)
    }
  }

  /// The error with a hint that names the operands, where their shapes do not fit.
  private func explained(
    _ error: any Error,
    _ symbol: BinaryOperator,
    _ left: (value: Value, node: Node),
    _ right: (value: Value, node: Node)
  ) -> any Error {
    guard case TensorError.shape(let message, let hint) = error,
      let a = try? left.value.operand?.shape, let b = try? right.value.operand?.shape
    else { return error }
    let misfit = ProductMisfit(a, left.node, b, right.node)
    switch symbol {
    case .multiply:
      return Diagnostic(.shape, message, hint: misfit?.elementwiseHint ?? hint)
    case .matrixMultiply, .dot:
      if a.rank == 1, b.rank == 1 {
        return Diagnostic(
          .shape,
          "cannot multiply \(a) \(symbol.rawValue) \(b): the lengths differ"
        )
      }
      return Diagnostic(.shape, message, hint: misfit?.matrixHint ?? hint)
    default:
      return Diagnostic(.shape, message, hint: misfit?.columnHint ?? hint)
    }
  }

  private func value(
    of symbol: BinaryOperator,
    _ a: Value,
    _ b: Value,
    _ left: Node,
    _ right: Node,
    _ node: Node
  ) throws -> Value {
    switch symbol {
    case .pipe: return try pipe(a, into: b)
    case .compose: return .function(try Composition.function(outer: a, inner: b))
    case .matrixMultiply: return try matrixProduct(a, b)
    case .and, .or: preconditionFailure("short-circuit operators have nodes of their own")
    case .add:
      if case .string(let first) = a, case .string(let second) = b {
        return .string(first.string + second.string)
      }
    case .power: try checkPower(a, b, node)
    default: break
    }
    guard let x = try a.operand, let y = try b.operand else { throw refused(symbol, a, b) }
    if symbol == .dot { return Value(try dot(x, y)) }
    if let result = graph.applyToNumbers(symbol.elementwiseOperation, x, y) {
      return Value(result)
    }
    try warnOfMutualStretch(
      x.shape,
      y.shape,
      at: node.location,
      label: OperandLabel(a, left, b, right).text
    )
    return Value(try graph.apply(symbol.elementwiseOperation, x, y))
  }

  private func pipe(_ value: Value, into target: Value) throws -> Value {
    guard case .function(let function) = target else {
      throw Diagnostic(.type, "`|>` needs a function on its right, not \(target.described)")
    }
    return try call(function, [value])
  }

  /// Number times anything, the product of two vectors, else the matrix product.
  private func dot(_ x: Operand, _ y: Operand) throws -> Operand {
    let isScaling = x.shape.rank == 0 || y.shape.rank == 0
    return try graph.apply(isScaling ? .multiply : .matmul, x, y)
  }

  private func matrixProduct(_ a: Value, _ b: Value) throws -> Value {
    guard let x = try a.vectorOrOperand, let y = try b.vectorOrOperand else {
      throw refused(.matrixMultiply, a, b)
    }
    switch (a, b) {
    case (.row, .row): break
    case (.row, _) where y.shape.rank <= 2:
      let product = try graph.apply(.matmul, x, y)
      return product.shape.rank == 1 ? .row(Row(product)) : Value(product)
    case (_, .row) where x.shape.rank == 1:
      let column = try graph.apply(.reshape(to: [x.shape.count, 1]), x)
      return Value(try graph.apply(.multiply, column, y))
    default: break
    }
    guard let full = try a.operand, let other = try b.operand else {
      throw refused(.matrixMultiply, a, b)
    }
    if full.shape.rank == 0 || other.shape.rank == 0 {
      throw Diagnostic(
        .shape,
        "`@` needs a vector or matrix on both sides",
        hint: "a number multiplies with `*`"
      )
    }
    return Value(try graph.apply(.matmul, full, other))
  }

  private func checkPower(_ a: Value, _ b: Value, _ node: Node) throws {
    if case .function = a {
      throw Diagnostic(
        .type,
        "a function has no powers",
        hint: "`f²(x)` is written `f(x)^2`, twice applied `(f ∘ f)(x)`"
      )
    }
    guard let operand = try a.operand, operand.shape.rank >= 2, let exponent = b.settledNumber
    else { return }
    if exponent == -1 {
      throw Diagnostic(
        .value,
        "the power -1 of a matrix has two readings",
        hint: "`inv(A)` is the inverse matrix, `1 / A` the inverse of each element"
      )
    }
    let dimensions = operand.shape.dimensions
    let isSquare = dimensions[dimensions.count - 1] == dimensions[dimensions.count - 2]
    if isSquare, exponent >= 2, Int(whole: exponent) != nil {
      warnings.note(
        "the power of a matrix is taken element by element; `A @ A` is the matrix product",
        at: node.location
      )
    }
  }

  /// Warns where two operands stretch each other, which is seldom meant.
  func warnOfMutualStretch(
    _ a: Shape,
    _ b: Shape,
    at location: Location,
    label: @autoclosure () -> String?
  ) throws {
    guard a.rank > 0, b.rank > 0, a != b, a.stretchesMutually(with: b) else { return }
    let result = try a.broadcast(with: b)
    warnings.warn(
      .mutualStretch,
      "shapes \(a) and \(b) stretch each other to \(result)",
      at: location,
      label: label(),
      hint: "`squeeze` or `reshape` gives both one shape, if not each with each was meant"
    )
  }

  private func refused(_ symbol: BinaryOperator, _ a: Value, _ b: Value) -> Diagnostic {
    let hint: String?
    switch (a, b) {
    case (.function, _), (_, .function): hint = "call the function: `f(x)`"
    case (.string, _), (_, .string): hint = "put values into a string as `\"x = {x}\"`"
    case (.none, _), (_, .none):
      hint = "`print`, a loop, a definition and an `if` not taken have no value"
    case (.record, _), (_, .record): hint = "compute with its fields: `r.name`"
    case (.tuple, _), (_, .tuple): hint = "`[a, b]` is a vector, `(a, b)` a tuple"
    default: hint = nil
    }
    return Diagnostic(
      .type,
      "`\(symbol.rawValue)` needs numbers or tensors, not \(a.described) and \(b.described)",
      hint: hint
    )
  }
}

extension BinaryOperator {
  /// The engine's operation for an operator that acts element by element.
  var elementwiseOperation: Operation {
    switch self {
    case .power: .power
    case .multiply: .multiply
    case .divide: .divide
    case .modulo: .modulo
    case .add: .add
    case .subtract: .subtract
    case .matrixMultiply, .dot: .matmul
    case .compose, .and, .or, .pipe:
      preconditionFailure("\(rawValue) does not act on elements")
    }
  }
}

/// What stands under the marked place of a failed operator: `A is (3, 4), B is (5, 2)`.
struct OperandLabel {
  private let parts: [String]

  init(_ a: Value, _ left: Node, _ b: Value, _ right: Node) {
    parts = [
      OperandLabel.part(a, left, "the left side"), OperandLabel.part(b, right, "the right side"),
    ].compactMap(\.self)
  }

  /// nil where there is nothing to say.
  var text: String? { parts.isEmpty ? nil : parts.joined(separator: ", ") }

  private static func part(_ value: Value, _ node: Node, _ side: String) -> String? {
    let name = node.shortText ?? side
    switch value {
    case .tensor, .variable, .parameter, .row, .number:
      guard let shape = try? value.operand?.shape else { return nil }
      if shape.rank == 0 { return node is ConstantNode ? nil : "\(name) is a number" }
      return "\(name) is \(shape)"
    default:
      return "\(name) is \(value.described)"
    }
  }
}
