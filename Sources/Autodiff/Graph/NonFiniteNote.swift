import TensorCore

/// Where a NaN or an infinity arose from finite operands.
public struct NonFiniteNote: Sendable {
  /// The name of the operation, as the user writes it.
  public let operation: String
  /// The operands that led to it, one for each input.
  public let operands: [NotedOperand]
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
      noteDerivative(of: id, contribution: term.value, replacing: count)
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
    noteDerivative(of: id, contribution: value(of: term), replacing: count)
  }

  /// Notes that a derivative on the way is not finite, in place of notes about the parts of its rule.
  func noteDerivative(of id: NodeID, contribution: Tensor, replacing count: Int) {
    let position = contribution.firstNonFinite ?? 0
    noteDerivative(
      of: id,
      result: contribution.count > 0 ? contribution[position] : .nan,
      at: position,
      in: contribution.shape,
      replacing: count
    )
  }

  /// The same of one number.
  func noteDerivative(of id: NodeID, result: Double, replacing count: Int) {
    noteDerivative(of: id, result: result, at: 0, in: .scalar, replacing: count)
  }

  private func noteDerivative(
    of id: NodeID,
    result: Double,
    at position: Int,
    in shape: Shape,
    replacing count: Int
  ) {
    if refuseRecording() { return }
    nonFiniteNotes.removeAll(after: count)
    let operation = operation(of: id)
    let operands = NotedOperand.operands(
      inputs(of: id).map { value(of: $0) },
      of: operation,
      at: position,
      in: shape
    )
    guard operands.allSatisfy(\.isFinite) else { return }
    let place = origin(of: id)
    nonFiniteNotes.add(
      NonFiniteNote(
        operation: operation.name,
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
