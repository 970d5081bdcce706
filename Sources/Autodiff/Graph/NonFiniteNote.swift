/// Where a NaN or an infinity arose from finite operands.
public struct NonFiniteNote: Sendable {
  /// The name of the operation, as the user writes it.
  public let operation: String
  /// The operands that led to it, one number for each input.
  public let operands: [Double]
  public let result: Double
  /// What the operation is defined for, if not for everything: `x > 0`.
  public let domain: String?
  /// Whether it is the operation's derivative that is not finite.
  public let isDerivative: Bool
  /// Where in the user's source it happened.
  public let origin: UInt32
}

/// The notes of one statement: the first of each place, and not more than a reader would look at.
public struct NonFiniteNotes {
  public private(set) var notes: [NonFiniteNote] = []
  private static let limit = 16

  mutating func add(_ note: @autoclosure () -> NonFiniteNote, at origin: UInt32) {
    guard notes.count < Self.limit, !notes.contains(where: { $0.origin == origin }) else { return }
    notes.append(note())
  }

  mutating func removeAll() { notes.removeAll() }

  /// Takes back what was added after the first `count` notes.
  mutating func removeAll(after count: Int) {
    if notes.count > count { notes.removeSubrange(count...) }
  }
}

extension Graph {
  /// Computes a contribution and notes where it is the first that is not finite.
  func watchingDerivative(
    of id: NodeID,
    for cotangent: @autoclosure () -> Operand,
    _ body: () throws -> Operand?
  ) rethrows -> Operand? {
    let count = nonFiniteNotes.notes.count
    let term = try body()
    guard let term, !term.isFinite else {
      nonFiniteNotes.removeAll(after: count)
      return term
    }
    if cotangent().isFinite {
      let value = term.value
      let result = value.firstNonFinite.map { value[$0] } ?? .nan
      noteDerivative(of: id, result: result, replacing: count)
    } else {
      nonFiniteNotes.removeAll(after: count)
    }
    return term
  }

  /// The same for a contribution that is a node, made after the first `count` notes.
  func checkDerivative(
    of id: NodeID,
    _ term: NodeID?,
    for cotangent: NodeID,
    _ count: Int
  ) {
    guard let term, !plainOperand(term).isFinite, plainOperand(cotangent).isFinite else {
      return nonFiniteNotes.removeAll(after: count)
    }
    let value = value(of: term)
    let result = value.firstNonFinite.map { value[$0] } ?? .nan
    noteDerivative(of: id, result: result, replacing: count)
  }

  /// Notes that a derivative on the way back is not finite, in place of notes about the parts of its rule.
  func noteDerivative(of id: NodeID, result: Double, replacing count: Int) {
    if refuseRecording() { return }
    nonFiniteNotes.removeAll(after: count)
    let operands = inputs(of: id).map { input in
      let value = value(of: input)
      return value.count > 0 ? value[0] : 0
    }
    guard operands.allSatisfy(\.isFinite) else { return }
    let place = origin(of: id)
    nonFiniteNotes.add(
      NonFiniteNote(
        operation: operation(of: id).name,
        operands: operands,
        result: result,
        domain: nil,
        isDerivative: true,
        origin: place
      ),
      at: place
    )
  }

  /// Forgets the notes taken so far; the interpreter does so after each statement.
  public func clearNonFiniteNotes() {
    if !nonFiniteNotes.notes.isEmpty { nonFiniteNotes.removeAll() }
  }
}
