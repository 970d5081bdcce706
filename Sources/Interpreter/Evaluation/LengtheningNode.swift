import Language

/// `name = name + value`, which lengthens a string in place, so that building one is linear.
final class LengtheningNode: Node {
  let place: Place
  let sum: ArithmeticNode
  /// The assignment as it is for everything but strings.
  let assignment: AssignmentNode

  init(_ place: Place, _ sum: ArithmeticNode, _ assignment: AssignmentNode) {
    self.place = place
    self.sum = sum
    self.assignment = assignment
    super.init(assignment.location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    _ = try run(&frame)
    return place.value(frame)
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    guard place.holdsString(frame) else { return try assignment.run(&frame) }
    let tail = try sum.right.evaluate(&frame)
    if case .string(let text) = tail, place.lengthen(by: text.string, &frame) { return .next }
    let text = place.value(frame)
    let context = frame.context
    let result = try context.binary(
      .add,
      text,
      tail,
      sum.left.node,
      sum.right.node,
      sum,
      sum.origin
    )
    place.put(result, &frame)
    return .next
  }

  override var height: Int { 1 + assignment.height }
}

extension Place {
  func holdsString(_ frame: borrowing Frame) -> Bool {
    if case .string = value(frame) { true } else { false }
  }

  /// Lengthens the string held here, in place where nobody else has it; false where there is none.
  func lengthen(by tail: String, _ frame: inout Frame) -> Bool {
    switch self {
    case .slot(let slot): frame.lengthen(slot, by: tail)
    case .global(let cell): cell.value.lengthen(by: tail)
    }
  }
}

extension Value {
  /// Lengthens a string, in place where no other value shares its text; false for anything else.
  mutating func lengthen(by tail: String) -> Bool {
    guard case .string(var text) = self else { return false }
    // The text is the only owner from here on, unless another value shares it.
    self = .unassigned
    Text.lengthen(&text, by: tail)
    self = .string(text)
    return true
  }
}
