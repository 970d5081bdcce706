import Language

/// `name = name + value`, which lengthens a string in place, so that building one is linear.
final class LengtheningNode: Node {
  let place: Place
  let sum: ArithmeticNode<Addition>
  /// The assignment as it is for everything but strings.
  let assignment: AssignmentNode

  init(_ place: Place, _ sum: ArithmeticNode<Addition>, _ assignment: AssignmentNode) {
    self.place = place
    self.sum = sum
    self.assignment = assignment
    super.init(assignment.location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    guard place.holdsString(frame) else { return try assignment.evaluate(&frame) }
    let tail = try sum.right.evaluate(&frame)
    if case .string(let text) = tail { return place.lengthen(by: text, &frame) }
    let text = place.value(frame)
    return try frame.context.binary(.add, text, tail, sum.left, sum.right, sum, sum.origin)
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    guard place.holdsString(frame) else { return try assignment.run(&frame) }
    _ = try evaluate(&frame)
    return .next
  }

  override var height: Int { 1 + assignment.height }
}

extension Place {
  /// Lengthens the string that only this place holds.
  func lengthen(by tail: String, _ frame: inout Frame) -> Value {
    var old = take(&frame)
    guard case .string(var text) = old else {
      put(old, &frame)
      return old
    }
    // The text is the only owner from here on.
    old = .none
    text += tail
    let value = Value.string(text)
    put(value, &frame)
    return value
  }
}
