import Autodiff
import Language
import TensorCore

/// `name = append(name, value)`, which lengthens a vector of numbers or a tuple in place where only the name has it.
final class AppendingNode: Node {
  /// The name of the builtin, which the user may give another meaning.
  let cell: GlobalCell
  let call: CallNode
  /// The assignment as it is for everything else.
  let assignment: AssignmentNode
  private let value: NumericOperand

  /// nil for an assignment of anything else; `list` says whether a node is that of the assigned name.
  init?(_ assignment: AssignmentNode, isList list: (Node) -> Bool) {
    guard let call = assignment.value as? CallNode, call.keepsNames, !call.hasNames,
      let callee = call.callee as? GlobalNode, callee.cell.name == "append",
      case .function? = callee.cell.builtin,
      call.arguments.count == 2, list(call.arguments[0])
    else { return nil }
    cell = callee.cell
    self.call = call
    self.assignment = assignment
    value = NumericOperand(call.arguments[1])
    super.init(assignment.location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    _ = try run(&frame)
    return assignment.place.value(frame)
  }

  override func run(_ frame: inout Frame) throws -> Flow {
    if let pass = frame.context.recordedPass, pass.lengthens(assignment.place, frame) {
      try pass.append(value.evaluate(&frame), by: self, frame.context.graph)
      return .next
    }
    guard !cell.isAssigned, assignment.place.holdsList(frame), !frame.context.graph.isRecording
    else { return try assignment.run(&frame) }
    try append(value.evaluate(&frame), &frame)
    return .next
  }

  /// Lengthens the list by a value.
  func append(_ new: Value, _ frame: inout Frame) throws {
    guard case .function(let append)? = cell.builtin else {
      preconditionFailure("`append` is a builtin")
    }
    if try lengthens(by: new, &frame) { return }
    let list = assignment.place.value(frame)
    assignment.assign(try call.call(append, with: [list, new], &frame), &frame)
  }

  /// Lengthens the list in place; false where it has to be made anew.
  private func lengthens(by new: Value, _ frame: inout Frame) throws -> Bool {
    var held = assignment.place.take(&frame)
    defer { assignment.place.exchange(&held, &frame) }
    switch held {
    case .tensor(var tensor):
      guard case .number(let number) = new, number.isFinite else { return false }
      held = .unassigned
      defer { held = .tensor(tensor) }
      return tensor.lengthen(by: number)
    case .tuple(var tuple):
      guard new.recorded == nil else { return false }
      held = .unassigned
      defer { held = .tuple(tuple) }
      return try located { try Tuple.lengthen(&tuple, by: new) }
    default: return false
    }
  }

  override var height: Int { 1 + assignment.height }
}

extension Place {
  /// Whether a vector or tuple is held here.
  fileprivate func holdsList(_ frame: borrowing Frame) -> Bool {
    switch value(frame) {
    case .tensor, .tuple: true
    default: false
    }
  }
}
