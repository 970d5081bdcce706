public import TensorCore

/// A parameter of a function: what it is called and what it takes.
public struct ParameterSpecification: Sendable {
  /// What an argument has to be.
  public enum Form: Hashable, Sendable {
    /// A number or tensor, which a derivative may be taken of.
    case operand
    /// Several of them, in a list or as the remaining arguments.
    case operands
    /// All remaining arguments, each as it is.
    case eachOperand
    /// One axis or a tuple of them.
    case axes
    case integer
    case number
    case flag
    /// Sizes, as a tuple or as the remaining arguments.
    case sizes
    /// One whole number for both axes of an image, or a tuple with one for each.
    case pair
    /// Whole numbers: one, or a tuple or tensor of them.
    case integers
    case text
  }

  public let name: String
  public let form: Form
  /// What stands where nothing is passed; required where there is none.
  public let defaultValue: DefaultValue?
  public let isKeywordOnly: Bool

  public enum DefaultValue: Hashable, Sendable {
    case absent
    case integer(Int)
    case number(Double)
    case flag(Bool)
  }

  init(
    _ name: String,
    _ form: Form,
    default defaultValue: DefaultValue? = nil,
    keywordOnly isKeywordOnly: Bool = false
  ) {
    self.name = name
    self.form = form
    self.defaultValue = defaultValue
    self.isKeywordOnly = isKeywordOnly
  }

  static let axis = ParameterSpecification("axis", .axes, default: .absent, keywordOnly: true)
  static let keepdims = ParameterSpecification(
    "keepdims",
    .flag,
    default: .flag(false),
    keywordOnly: true
  )
}

/// An argument in the form its parameter asks for.
public enum ArgumentValue {
  case operand(Operand)
  case operands([Operand])
  case axes([Int])
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case sizes([Int])
  case pair(Int, Int)
  case integers([Int], Shape)
  case text(String)
  case absent

  public init(_ defaultValue: ParameterSpecification.DefaultValue) {
    switch defaultValue {
    case .absent: self = .absent
    case .integer(let integer): self = .integer(integer)
    case .number(let number): self = .number(number)
    case .flag(let flag): self = .flag(flag)
    }
  }
}

/// The arguments of one call, in the order of the function's parameters.
public struct Arguments {
  private let values: [ArgumentValue]

  public init(_ values: [ArgumentValue]) { self.values = values }

  func operand(_ index: Int) throws -> Operand {
    guard case .operand(let operand) = values[index] else {
      throw mismatch(index, "a number or tensor")
    }
    return operand
  }

  func optionalOperand(_ index: Int) -> Operand? {
    if case .operand(let operand) = values[index] { return operand }
    return nil
  }

  func operands(_ index: Int) throws -> [Operand] {
    guard case .operands(let operands) = values[index] else { throw mismatch(index, "a list") }
    return operands
  }

  /// The axes asked for; nil for all.
  func axes(_ index: Int) -> [Int]? {
    if case .axes(let axes) = values[index] { return axes }
    return nil
  }

  /// The one axis asked for.
  func axis(_ index: Int) throws -> Int {
    switch values[index] {
    case .integer(let axis): return axis
    case .axes(let axes) where axes.count == 1: return axes[0]
    default: throw mismatch(index, "one axis")
    }
  }

  func integer(_ index: Int) throws -> Int {
    guard case .integer(let integer) = values[index] else {
      throw mismatch(index, "a whole number")
    }
    return integer
  }

  func number(_ index: Int) throws -> Double {
    guard case .number(let number) = values[index] else { throw mismatch(index, "a number") }
    return number
  }

  func flag(_ index: Int) throws -> Bool {
    guard case .flag(let flag) = values[index] else { throw mismatch(index, "true or false") }
    return flag
  }

  func sizes(_ index: Int) throws -> [Int] {
    guard case .sizes(let sizes) = values[index] else { throw mismatch(index, "a shape") }
    return sizes
  }

  /// One size for each axis of an image; nil where nothing is passed.
  func pair(_ index: Int) throws -> (rows: Int, columns: Int)? {
    switch values[index] {
    case .pair(let rows, let columns): return (rows, columns)
    case .integer(let both): return (both, both)
    case .absent: return nil
    default: throw mismatch(index, "a whole number or a pair of them")
    }
  }

  /// Whole numbers in row-major order, with the shape they were given in.
  func integers(_ index: Int) throws -> (numbers: [Int], shape: Shape) {
    guard case .integers(let numbers, let shape) = values[index] else {
      throw mismatch(index, "a whole number or several")
    }
    return (numbers, shape)
  }

  func text(_ index: Int) throws -> String {
    guard case .text(let text) = values[index] else { throw mismatch(index, "a string") }
    return text
  }

  func isAbsent(_ index: Int) -> Bool {
    if case .absent = values[index] { return true }
    return false
  }

  private func mismatch(_ index: Int, _ wanted: String) -> TensorError {
    .type("argument \(index + 1) has to be \(wanted)")
  }
}
