/// How an operation is written in a formula, in the language's own spelling.
public enum Notation: Hashable, Sendable {
  case infix(String, Precedence)
  case prefix(String, Precedence)
  case postfix(String)
  /// `name(a, b, extra)`, where `extra` stands for attributes and may be empty.
  case call(String, extra: String = "")
  /// `name(a, b)[number]`: one of several results.
  case part(of: String, Int)
  /// `a @ b`, of transposes where so said.
  case matrixProduct(transposeLeft: Bool, transposeRight: Bool)
  /// `[a, b]`.
  case list
  /// `a[extra]`.
  case index(String)
  /// Not written at all: the operand stands for the result.
  case transparent

  /// How tightly an operator binds; the order is that of the language.
  public enum Precedence: Int, Comparable, Sendable {
    case lowest, comparison, sum, product, sign, power, atom

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }
}
