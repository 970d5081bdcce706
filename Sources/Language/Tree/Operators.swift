/// An operator before one operand.
public enum UnaryOperator: String, Sendable, CaseIterable {
  case negate = "-"
  case plus = "+"
  case not = "not"
}

/// An operator between two operands.
public enum BinaryOperator: String, Sendable, CaseIterable {
  case power = "^"
  case multiply = "*"
  case divide = "/"
  case matrixMultiply = "@"
  case modulo = "%"
  case dot = "·"
  case add = "+"
  case subtract = "-"
  case compose = "∘"
  case and = "and"
  case or = "or"
  case pipe = "|>"
}

/// A comparison; several chain.
public enum ComparisonOperator: String, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// How an assignment combines the old value with the new.
public enum AssignmentOperator: String, Sendable, CaseIterable {
  case assign = "="
  /// Sets a parameter: `:=`.
  case set = ":="
  case add = "+="
  case subtract = "-="
  case multiply = "*="
  case divide = "/="
}
