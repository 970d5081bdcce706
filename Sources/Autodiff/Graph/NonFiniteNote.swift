/// Where a NaN or an infinity arose from finite operands.
public struct NonFiniteNote: Sendable {
  /// The name of the operation, as the user writes it.
  public let operation: String
  /// The operands that led to it, one number for each input.
  public let operands: [Double]
  public let result: Double
  /// What the operation is defined for, if not for everything: `x > 0`.
  public let domain: String?
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
}

extension Graph {
  /// Forgets the notes taken so far; the interpreter does so after each statement.
  public func clearNonFiniteNotes() {
    if !nonFiniteNotes.notes.isEmpty { nonFiniteNotes.removeAll() }
  }
}
