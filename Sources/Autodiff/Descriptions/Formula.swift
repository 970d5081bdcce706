public import TensorCore

/// How a value was made, down to steps that have names of their own.
public indirect enum Formula {
  /// The value of a step of the description it belongs to.
  case step(Int)
  /// The adjoint of a step.
  case adjoint(Int)
  case constant(Tensor)
  case operation(Notation, [Formula])

  /// The formula in the language's notation; `leaf` writes steps, adjoints and constants.
  public func text(_ leaf: (Formula) -> String) -> String { written(leaf).text }

  /// The operations written inside each other.
  public var depth: Int {
    guard case .operation(_, let operands) = self else { return 0 }
    return 1 + (operands.map(\.depth).max() ?? 0)
  }

  private typealias Written = (text: String, precedence: Notation.Precedence)

  private func written(_ leaf: (Formula) -> String) -> Written {
    guard case .operation(let notation, let operands) = self else {
      let text = leaf(self)
      let isSigned = text.hasPrefix("-") || text.hasPrefix("−")
      return (text, isSigned ? .sign : .atom)
    }
    let parts = operands.map { $0.written(leaf) }
    switch notation {
    case .transparent: return parts.first ?? ("", .atom)
    case .list: return ("[\(parts.map(\.text).joined(separator: ", "))]", .atom)
    case .index(let label):
      return ("\(Self.enclosed(parts[0], below: .atom))[\(label)]", .atom)
    case .postfix(let symbol):
      return (Self.enclosed(parts[0], below: .atom) + symbol, .power)
    case .prefix(let symbol, let precedence):
      return (symbol + Self.enclosed(parts[0], below: precedence), precedence)
    case .call(let name, let extra):
      let arguments = parts.map(\.text) + (extra.isEmpty ? [] : [extra])
      return ("\(name)(\(arguments.joined(separator: ", ")))", .atom)
    case .part(let name, let number):
      return ("\(name)(\(parts.map(\.text).joined(separator: ", ")))[\(number)]", .atom)
    case .matrixProduct(let left, let right):
      let a = Self.enclosed(parts[0], below: left ? .atom : .product) + (left ? "ᵀ" : "")
      let b = Self.enclosed(parts[1], below: right ? .atom : .sign) + (right ? "ᵀ" : "")
      return ("\(a) @ \(b)", .product)
    case .infix("*", _) where operands[0].isNumber && Self.startsWithLetter(parts[1]):
      return (parts[0].text + parts[1].text, .product)
    case .infix(let symbol, let precedence):
      return (Self.infix(symbol, precedence, parts), precedence)
    }
  }

  private static func infix(
    _ symbol: String,
    _ precedence: Notation.Precedence,
    _ parts: [Written]
  ) -> String {
    let isPower = precedence == .power
    let left = isPower ? parts[0].precedence <= .power : parts[0].precedence < precedence
    let right =
      isPower ? parts[1].precedence < .sign : parts[1].precedence <= precedence && symbol != "+"
    let a = left ? "(\(parts[0].text))" : parts[0].text
    let isEnclosed = right || parts[1].precedence < precedence || parts[1].precedence == .sign
    let b = isEnclosed ? "(\(parts[1].text))" : parts[1].text
    let isTight = isPower || symbol == "·" || symbol == "/"
    return isTight ? a + symbol + b : "\(a) \(symbol) \(b)"
  }

  /// Whether this is a plain number that a name may follow directly: `2x`.
  private var isNumber: Bool {
    guard case .constant(let tensor) = self else { return false }
    return tensor.isScalar && tensor.scalar >= 0 && tensor.scalar.isFinite
  }

  private static func startsWithLetter(_ part: Written) -> Bool {
    part.precedence == .atom && (part.text.first?.isLetter ?? false)
  }

  private static func enclosed(_ part: Written, below precedence: Notation.Precedence) -> String {
    part.precedence < precedence ? "(\(part.text))" : part.text
  }
}
