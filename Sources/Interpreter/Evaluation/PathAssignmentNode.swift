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

extension PathStepNode {
  /// The step, where it has no values to evaluate.
  fileprivate var fieldStep: PathStep? {
    if case .field(let name, let location) = self { .field(name, location) } else { nil }
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
  /// The fields that the path begins with, where nothing or plain indices come behind them and it sets no parameter.
  let fields: [String]
  /// The indices that the path ends in, where it does.
  let indices: ElementIndices
  private let isPlain: Bool

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
    var fields: [String] = []
    var subscripts: [SubscriptNode] = []
    for step in path {
      switch step {
      case .field(let name, _) where subscripts.isEmpty: fields.append(name)
      case .subscripts(let last, _) where subscripts.isEmpty: subscripts = last
      case .field, .subscripts: break
      }
    }
    self.fields = fields
    indices = ElementIndices(subscripts, location)
    isPlain =
      operation != .set && path.count == fields.count + (subscripts.isEmpty ? 0 : 1)
      && (subscripts.isEmpty || indices.isPlain)
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let new = try value.evaluate(&frame)
    guard isPlain else {
      return try change(with: new, path.map { try evaluated($0, &frame) }, &frame)
    }
    let first = indices.isPlain ? try indices.evaluateRow(&frame) : .none
    let second = try indices.evaluateColumn(&frame)
    if case .number(let number) = new, number.isFinite, let place,
      try changesNumber(at: place, by: number, first, second, &frame)
    {
      return new
    }
    var steps = path.prefix(fields.count).compactMap(\.fieldStep)
    if indices.isPlain {
      steps.append(.subscripts(indices.subscripts(first, second), path[fields.count].location))
    }
    return try change(with: new, steps, &frame)
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
