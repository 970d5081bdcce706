public import TensorCore

/// Inputs at which the derivative tests look at a function.
public struct Sample: Sendable {
  /// A constant operand, in row-major order.
  public struct Constant: Sendable {
    public let values: [Double]
    public let shape: Shape
  }

  /// What stands for one parameter of the function.
  public enum Entry: Sendable {
    case operand(Constant)
    case operands([Constant])
    case axes([Int])
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case sizes([Int])
    case pair(Int, Int)
    case integers([Int], Shape)
    /// An operand that nothing is differentiated by, such as indices.
    case constant(Constant)
    case text(String)
    case absent
  }

  public let entries: [Entry]
  /// Where only the value is smooth enough to compare with differences.
  public let order: Int
  /// Whether the function takes symmetric matrices only; the tests then look at it along those.
  public let isSymmetric: Bool

  init(_ entries: [Entry], order: Int = 2, isSymmetric: Bool = false) {
    self.entries = entries
    self.order = order
    self.isSymmetric = isSymmetric
  }

  /// A vector for each operand.
  static func vectors(_ vectors: [Double]..., order: Int = 2) -> Sample {
    Sample(vectors.map { .tensor($0, [$0.count]) }, order: order)
  }

  /// A number for each operand.
  static func numbers(_ numbers: Double..., order: Int = 2) -> Sample {
    Sample(numbers.map { .tensor([$0], .scalar) }, order: order)
  }
}

extension Sample.Entry {
  static func tensor(_ values: [Double], _ shape: Shape) -> Sample.Entry {
    .operand(Sample.Constant(values: values, shape: shape))
  }

  static func fixed(_ values: [Double], _ shape: Shape) -> Sample.Entry {
    .constant(Sample.Constant(values: values, shape: shape))
  }
}
