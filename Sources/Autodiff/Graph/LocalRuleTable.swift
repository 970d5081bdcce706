/// The local derivatives of elementwise operations, two for each by its number, once somebody has asked for them.
struct LocalRuleTable {
  private var rules: ContiguousArray<LocalRule?> = []
  /// What rules are read with, once one has been.
  private var symbols: RuleSymbols?
  /// What the derivatives are computed from.
  private var uses: ContiguousArray<DerivativeUse> = []

  /// The local derivative of an elementwise operation by one operand; nil for any other operation.
  mutating func rule(of operation: Operation, by index: Int) -> LocalRule? {
    prepares(operation, by: index) ? rules[2 * operation.number + index] : nil
  }

  /// Whether an operation is elementwise; if so, its rule for an operand can be asked for by the operation's number.
  @inline(__always)
  mutating func prepares(_ operation: Operation, by index: Int) -> Bool {
    guard operation.number >= 0 else { return false }
    let place = 2 * operation.number + index
    if place < rules.count, rules[place] != nil { return true }
    return read(operation, by: index)
  }

  private mutating func read(_ operation: Operation, by index: Int) -> Bool {
    let symbols = symbols ?? RuleSymbols()
    self.symbols = symbols
    guard let rule = LocalRule.rule(of: operation, by: index, symbols) else { return false }
    let place = 2 * operation.number + index
    while rules.count <= place {
      rules.append(nil)
      uses.append(.all)
    }
    rules[place] = rule
    uses[place] = rule.use
    return true
  }

  /// Which values an operation's derivative by an operand is computed from.
  mutating func use(of operation: Operation, by index: Int, of operandCount: Int) -> DerivativeUse {
    prepares(operation, by: index)
      ? uses[2 * operation.number + index] : operation.derivativeUse(of: operandCount)
  }

  /// The local derivative at numbers, by a rule that has been prepared; nil where the rule has no program.
  @inline(__always)
  func derivative(
    of operation: Int,
    by index: Int,
    _ a: Double,
    _ b: Double,
    _ y: Double
  ) -> Double? {
    rules[2 * operation + index]?.value(a, b, y)
  }

  /// A cotangent times a local derivative; nil where the derivative is zero throughout.
  @inline(__always)
  func product(
    _ cotangent: Double,
    _ derivative: Double,
    of operation: Int,
    by index: Int
  ) -> Double? {
    rules[2 * operation + index]?.contribution(cotangent, derivative)
  }
}
