import Autodiff
import Language
import TensorCore

/// One step of a path, as lowered.
enum PathStepNode {
  case field(String, Location)
  case subscripts([SubscriptNode], Location)

  var location: Location {
    switch self {
    case .field(_, let location), .subscripts(_, let location): location
    }
  }
}

/// One step of a path, with its values.
enum PathStep {
  case field(String, Location)
  case subscripts([EvaluatedSubscript], Location)

  var location: Location {
    switch self {
    case .field(_, let location), .subscripts(_, let location): location
    }
  }
}

/// `r.a[i] = value` and its kin: a new value for one name, made in place where nothing else holds it.
final class PathAssignmentNode: Node {
  /// nil where the name is not the function's own.
  let place: Place?
  let root: Node
  let rootName: String
  let path: [PathStepNode]
  let operation: AssignmentOperator
  let value: Node
  let origin: UInt32
  /// The indices, where the path is no more than one or two of them.
  private let indices: ElementIndices?

  init(
    _ place: Place?,
    root: Node,
    named rootName: String,
    path: [PathStepNode],
    _ operation: AssignmentOperator,
    _ value: Node,
    origin: UInt32,
    _ location: Location
  ) {
    self.place = place
    self.root = root
    self.rootName = rootName
    self.path = path
    self.operation = operation
    self.value = value
    self.origin = origin
    if path.count == 1, case .subscripts(let subscripts, _) = path[0], operation != .set {
      indices = ElementIndices(subscripts)
    } else {
      indices = nil
    }
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let new = try value.evaluate(&frame)
    guard let indices else {
      return try change(with: new, path.map { try evaluated($0, &frame) }, &frame)
    }
    let first = try indices.first.evaluate(&frame)
    let second = try indices.second?.evaluate(&frame)
    if try replacesElement(first, second, with: new, &frame) { return new }
    let subscripts = indices.subscripts(first, second)
    return try change(with: new, [.subscripts(subscripts, path[0].location)], &frame)
  }

  /// `x[i] = number` on a vector or matrix of plain numbers; false where that is not what it is.
  private func replacesElement(
    _ first: Value,
    _ second: Value?,
    with new: Value,
    _ frame: inout Frame
  ) throws -> Bool {
    guard let place, case .number(let number) = new, number.isFinite,
      let position = place.elementPosition(first, second, frame),
      case .tensor(var tensor) = place.take(&frame)
    else { return false }
    defer { place.put(.tensor(tensor), &frame) }
    let result = operation.result(tensor[position], number)
    if !result.isFinite, let symbol = operation.arithmetic?.rawValue {
      frame.context.noteNonFinite(symbol, [tensor[position], number], result, at: location)
      frame.context.reportNonFinite(.number(result), at: location)
    }
    try located { try tensor.replaceElement(at: position, with: result) }
    return true
  }

  /// The general way, for every kind of path and value.
  private func change(
    with new: Value,
    _ steps: [PathStep],
    _ frame: inout Frame
  ) throws -> Value {
    let context = frame.context
    context.reportNonFinite(new, at: value.location)
    let change = PathChange(operation, new, context: context, rootName: rootName)
    context.graph.origin = origin
    // The old value is looked at and let go, so that it can be changed in place.
    if let setting = try change.setsParameter(root.evaluate(&frame), steps[...]) {
      try located { try setting() }
      return new
    }
    guard let place else {
      throw Diagnostic(
        .name,
        "`\(rootName)` belongs outside this function and cannot be changed here",
        at: root.location,
        hint: "take it as an argument and return the new value"
      )
    }
    try located { try update(place, change, steps, &frame) }
    return new
  }

  /// Changes the value while only the name holds it; the name has it back whatever happens.
  private func update(
    _ place: Place,
    _ change: PathChange,
    _ steps: [PathStep],
    _ frame: inout Frame
  ) throws {
    var held = place.take(&frame)
    defer { place.put(held, &frame) }
    let old = held.recorded
    try change.apply(to: &held, steps[...])
    frame.context.countKeptGraph(writtenBy: self, from: old, to: held.recorded)
  }

  private func evaluated(_ step: PathStepNode, _ frame: inout Frame) throws -> PathStep {
    switch step {
    case .field(let name, let location): .field(name, location)
    case .subscripts(let subscripts, let location):
      .subscripts(try subscripts.map { try $0.evaluate(&frame) }, location)
    }
  }

  override var height: Int { 2 + max(value.height, root.height) }
}

extension Place {
  /// Where in the tensor that the place holds an element stands; nil where it holds something else.
  fileprivate func elementPosition(
    _ first: Value,
    _ second: Value?,
    _ frame: borrowing Frame
  ) -> Int? {
    guard case .tensor(let tensor) = value(frame) else { return nil }
    return ElementPosition.find(first, second, in: tensor)
  }
}

extension AssignmentOperator {
  /// What an element becomes.
  fileprivate func result(_ old: Double, _ new: Double) -> Double {
    switch self {
    case .assign, .set: new
    case .add: old + new
    case .subtract: old - new
    case .multiply: old * new
    case .divide: old / new
    }
  }
}
