import TensorCore

/// Comparisons and logic: their results are bools, which nothing is differentiated through.
extension Operation {
  public static let equal: Operation = Operation(comparing: "==", .comparison, .equal)
  public static let notEqual: Operation = Operation(comparing: "!=", .comparison, .notEqual)
  public static let less: Operation = Operation(comparing: "<", .comparison, .less)
  public static let lessOrEqual: Operation = Operation(comparing: "<=", .comparison, .lessOrEqual)
  public static let greater: Operation = Operation(comparing: ">", .comparison, .greater)
  public static let greaterOrEqual: Operation = Operation(
    comparing: ">=",
    .comparison,
    .greaterOrEqual
  )
  public static let and: Operation = Operation(comparing: "and", .lowest, .and)
  public static let or: Operation = Operation(comparing: "or", .lowest, .or)
  public static let not: Operation = Operation(
    "not",
    .prefix("not ", .comparison),
    .unary(.logicalNot, derivative: nil)
  )

  private convenience init(
    comparing name: String,
    _ precedence: Notation.Precedence,
    _ kernel: BinaryKernel
  ) {
    self.init(name, .infix(name, precedence), .binary(kernel, derivatives: nil))
  }
}
