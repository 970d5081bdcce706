import Autodiff
import Language

/// The names of a session, with the builtins under them.
public final class Globals {
  private var cells: [String: GlobalCell] = [:]
  private let builtins: [String: Value]

  init(builtins: [String: Value]) {
    self.builtins = builtins
  }

  /// The place of a name; the same object for as long as the session lives.
  func cell(_ name: String) -> GlobalCell {
    if let cell = cells[name] { return cell }
    let cell = GlobalCell(name, builtin: builtins[name])
    cells[name] = cell
    return cell
  }

  /// The value the user gave a name; nil where there is none.
  public subscript(name: String) -> Value? {
    guard let value = cells[name]?.value else { return nil }
    if case .unassigned = value { return nil }
    return value
  }

  /// The builtin of a name, also where the user has shadowed it.
  public func builtin(_ name: String) -> Value? { builtins[name] }

  /// The user's names and values, sorted by name.
  public var assigned: [(name: String, value: Value)] {
    cells.values.filter(\.isAssigned).map { ($0.name, $0.value) }.sorted { $0.name < $1.name }
  }

  public var builtinNames: [String] { builtins.keys.sorted() }

  /// Forgets every name of the user's.
  func removeAll() {
    for cell in cells.values {
      cell.value = .unassigned
    }
  }

  /// The NameError for a name that nothing has, with what may have been meant.
  ///
  /// `locals` are the names that a function has where it reads this one.
  func unknownName(
    _ name: String,
    among locals: [String] = [],
    at location: Location
  ) -> Diagnostic {
    let own = cells.values.filter(\.isAssigned).map(\.name) + locals
    let near = nearestNames(to: name, among: own + builtins.keys)
    let question = near.map { "`\($0)`" }.joined(separator: " or ")
    var hint = near.isEmpty ? nil : "did you mean \(question)?"
    if let habit = foreignNameHint(name, at: location) {
      // A name of the user's that is spelled much the same is likelier than a habit.
      let mistyped = nearestNames(to: name, among: own).first { $0.count > 3 }
      hint = mistyped.map { "did you mean `\($0)`? otherwise: \(habit)" } ?? habit
    }
    return Diagnostic(.name, "`\(name)` is not defined", at: location, hint: hint)
  }
}

/// The place of one name of the session.
final class GlobalCell {
  let name: String
  /// What the name means while the user has not assigned it.
  let builtin: Value?
  var value: Value = .unassigned {
    didSet { version &+= 1 }
  }
  /// How often the name has been assigned.
  private(set) var version: UInt = 0

  init(_ name: String, builtin: Value?) {
    self.name = name
    self.builtin = builtin
  }

  /// The number that the name stands for; nil where it stands for anything else.
  var number: Double? {
    if case .number(let number) = value { number } else { nil }
  }

  var isAssigned: Bool {
    if case .unassigned = value { false } else { true }
  }
}

extension GlobalCell: Versioned, RecordedSource {
  var recordedKind: Kind? { value.flatData?.kind }

  func recordedData() throws -> Operand {
    guard let data = value.flatData else { throw RecordingRefused() }
    return data
  }
}
