/// A derivative as a user wrote it: contributions to the operands for a cotangent of the result.
typealias UserRule = (_ operands: [Operand], _ result: Operand, _ cotangent: Operand) throws
  -> [Operand?]

/// The rules that users wrote, kept here because an operation is shared between threads and their code is not.
struct UserRuleTable {
  private struct Entry {
    let rule: UserRule
    /// How many nodes were made by the operation.
    var references = 0
  }

  private var entries: [ObjectIdentifier: Entry] = [:]

  var isEmpty: Bool { entries.isEmpty }

  /// The rule of an operation that a living node was made by.
  subscript(operation: Operation) -> UserRule? { entries[ObjectIdentifier(operation)]?.rule }

  /// Adds a rule; it goes with the last node that the operation made, or by `forget`.
  mutating func add(_ rule: @escaping UserRule, for operation: Operation) {
    entries[ObjectIdentifier(operation)] = Entry(rule: rule)
  }

  mutating func retain(_ operation: Operation) {
    entries[ObjectIdentifier(operation)]?.references += 1
  }

  /// Gives back one reference.
  ///
  /// - Returns: The rule where that was the last, for the caller to let go: what it captured may free nodes.
  mutating func release(_ operation: Operation) -> UserRule? {
    let id = ObjectIdentifier(operation)
    entries[id]?.references -= 1
    guard entries[id]?.references == 0 else { return nil }
    return entries.removeValue(forKey: id)?.rule
  }

  /// Removes the rule of an operation that no node was made by.
  mutating func forgetUnused(_ operation: Operation) -> UserRule? {
    let id = ObjectIdentifier(operation)
    guard entries[id]?.references == 0 else { return nil }
    return entries.removeValue(forKey: id)?.rule
  }
}
