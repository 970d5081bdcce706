import Autodiff
import Language
import TensorCore

/// Where a NaN or an infinity first arose, while it is not known whether it reaches anything.
struct NonFiniteOrigin {
  let message: String
  let location: Location
}

extension Context {
  /// Remembers that an operator or function made a value that is not finite out of ones that are,
  /// or a NaN out of infinities that were there before the statement.
  func noteNonFinite(
    _ symbol: String,
    _ operands: [Double],
    _ result: Double,
    at location: Location
  ) {
    if graph.refuseRecording() { return }
    guard nonFinite == nil else { return }
    let isNew =
      operands.allSatisfy(\.isFinite)
      || (result.isNaN && !operands.contains(where: \.isNaN)
        && graph.nonFiniteNotes.notes.isEmpty)
    guard isNew else { return }
    let noted = operands.map(NotedOperand.number)
    nonFinite = NonFiniteOrigin(
      message: NonFiniteText.message(symbol, noted, result, domain: nil),
      location: location
    )
  }

  /// Warns where a value that reaches a name, a display or a gradient is not finite.
  ///
  /// The location is that of the value, where it is known.
  func reportNonFinite(_ value: Value, at location: Location? = nil) {
    guard nonFinite != nil || !graph.nonFiniteNotes.notes.isEmpty, !value.isFinite else { return }
    if let origin = nonFinite {
      warnings.warn(.nonFinite, origin.message, at: origin.location)
    }
    for note in graph.nonFiniteNotes.notes {
      guard let place = origins[note.origin] ?? location else { continue }
      warnings.warn(
        .nonFinite,
        NonFiniteText.message(of: note),
        at: place
      )
    }
    forgetNonFinite()
  }

  /// Forgets what was computed and reached nothing.
  func forgetNonFinite() {
    nonFinite = nil
    graph.clearNonFiniteNotes()
  }
}

/// The sentence about a value that is not finite.
enum NonFiniteText {
  static func message(of note: NonFiniteNote) -> String {
    guard note.isDerivative else {
      return message(note.operation, note.operands, note.result, domain: note.domain)
    }
    let place = note.operands.map(text).joined(separator: ", ")
    let point = note.operands.count == 1 ? place : "(\(place))"
    return "the derivative of `\(note.operation)` at \(point) is \(NumberText.text(note.result))"
  }

  static func message(
    _ symbol: String,
    _ operands: [NotedOperand],
    _ result: Double,
    domain: String?
  ) -> String {
    let texts = operands.map(text)
    let isOperator = symbol.first.map { !$0.isLetter } ?? false
    let sides = texts.map { $0.hasPrefix("-") ? "(\($0))" : $0 }
    let call =
      isOperator && texts.count == 2
      ? "\(sides[0]) \(symbol) \(sides[1])" : "\(symbol)(\(texts.joined(separator: ", ")))"
    let condition = isOperator ? "" : domain.map { "; \(symbol) needs \($0)" } ?? ""
    return "\(call) is \(NumberText.text(result))\(condition)"
  }
}

extension NonFiniteText {
  /// A number, the beginning of a vector, or the shape of a larger tensor.
  fileprivate static func text(_ operand: NotedOperand) -> String {
    switch operand {
    case .number(let number): return NumberText.text(number)
    case .vector(let elements, let count, _):
      let list = elements.map(NumberText.text) + (count > elements.count ? ["…"] : [])
      return "[\(list.joined(separator: ", "))]"
    case .tensor(let shape, _): return "a \(shape) tensor"
    }
  }
}

extension Value {
  /// Whether no NaN and no infinity stands anywhere in it.
  var isFinite: Bool {
    switch self {
    case .number(let number): number.isFinite
    case .tensor(let tensor): tensor.allFinite
    case .variable(let variable): variable.isFinite
    case .parameter(let parameter): parameter.value.allFinite
    case .row(let row): row.vector.isFinite
    case .tuple(let tuple): tuple.elements.allSatisfy(\.isFinite)
    case .record(let record): record.values.allSatisfy(\.isFinite)
    case .bool, .string, .range, .function, .object, .none, .unassigned: true
    }
  }
}
