import Language
import TensorCore

/// What stands between the commas of an index.
enum SubscriptNode {
  case index(Node)
  case slice(Node?, Node?, Node?, Location)

  var nodes: [Node] {
    switch self {
    case .index(let node): [node]
    case .slice(let start, let stop, let step, _): [start, stop, step].compactMap(\.self)
    }
  }

  func evaluate(_ frame: inout Frame) throws -> EvaluatedSubscript {
    switch self {
    case .index(let node):
      return .index(try node.evaluate(&frame), node.location)
    case .slice(let start, let stop, let step, let location):
      let first = try start.map { try SubscriptNode.whole($0, &frame) }
      let last = try stop.map { try SubscriptNode.whole($0, &frame) }
      let stride = try step.map { try SubscriptNode.whole($0, &frame) } ?? 1
      guard stride != 0 else {
        throw Diagnostic(.value, "the step of a slice cannot be 0", at: location)
      }
      return .slice(first, last, stride, location)
    }
  }

  private static func whole(_ node: Node, _ frame: inout Frame) throws -> Int {
    let value = try node.evaluate(&frame)
    return try EvaluatedSubscript.whole(value, at: node.location)
  }
}

/// A subscript with its values.
enum EvaluatedSubscript {
  case index(Value, Location)
  case slice(Int?, Int?, Int, Location)

  /// What it selects along an axis of a tensor.
  func selection() throws -> AxisSelection {
    switch self {
    case .slice(let start, let stop, let step, _):
      return .slice(start: start, stop: stop, step: step)
    case .index(let value, let location):
      switch value {
      case .range(let range):
        return .indices(try Places(range.lower..<range.upper), shape: [range.count])
      case .tensor(let tensor) where tensor.dtype == .bool:
        return .mask(tensor)
      case .bool:
        throw Diagnostic(.index, "whole numbers index, not a bool", at: location)
      default:
        guard let tensor = try value.operand?.value, tensor.rank > 0 else {
          return .index(try EvaluatedSubscript.whole(value, at: location))
        }
        // A mask that somebody records stays one.
        if tensor.dtype == .bool { return .mask(tensor) }
        // What is not whole is told of one by one.
        let indices =
          try Places(tensor)
          ?? Places(tensor.values.map { try EvaluatedSubscript.whole($0, at: location) })
        return .indices(indices, shape: tensor.shape)
      }
    }
  }

  /// How it is written in a formula: `0`, `1:3`.
  var label: String {
    switch self {
    case .index(let value, _): return value.plainNumber.map(NumberText.text) ?? "…"
    case .slice(let start, let stop, let step, _):
      let ends = "\(start.map(String.init) ?? ""):\(stop.map(String.init) ?? "")"
      return step == 1 ? ends : "\(ends):\(step)"
    }
  }

  static func whole(_ value: Value, at location: Location) throws -> Int {
    guard let number = value.plainNumber else {
      throw Diagnostic(.index, "whole numbers index, not \(value.described)", at: location)
    }
    return try whole(number, at: location)
  }

  static func whole(_ number: Double, at location: Location) throws -> Int {
    guard let whole = Int(whole: number) else {
      throw Diagnostic(
        .index,
        "whole numbers index, not \(NumberText.text(number))",
        at: location
      )
    }
    return whole
  }

  /// The positions it picks out of `count` members, and whether it picks one alone.
  func positions(in count: Int, of kind: String) throws -> (positions: [Int], isSingle: Bool) {
    switch self {
    case .slice(let start, let stop, let step, _):
      return (EvaluatedSubscript.slice(start, stop, step, count), false)
    case .index(.range(let range), let location):
      let positions = try (range.lower..<range.upper).map {
        try EvaluatedSubscript.position($0, in: count, of: kind, at: location)
      }
      return (positions, false)
    case .index(let value, let location):
      let whole = try EvaluatedSubscript.whole(value, at: location)
      return ([try EvaluatedSubscript.position(whole, in: count, of: kind, at: location)], true)
    }
  }

  private static func position(
    _ index: Int,
    in count: Int,
    of kind: String,
    at location: Location
  ) throws -> Int {
    guard index >= -count, index < count else {
      throw Diagnostic(
        .index,
        "index \(index) is out of range for \(kind) of \(count)",
        at: location
      )
    }
    return index < 0 ? index + count : index
  }

  /// Python's reading of a slice: ends out of range are cut off.
  private static func slice(_ start: Int?, _ stop: Int?, _ step: Int, _ count: Int) -> [Int] {
    let lowest = step > 0 ? 0 : -1
    let highest = step > 0 ? count : count - 1
    func clamped(_ index: Int) -> Int {
      min(max(index < 0 ? index + count : index, lowest), highest)
    }
    let first = start.map(clamped) ?? (step > 0 ? 0 : count - 1)
    let last = stop.map(clamped) ?? (step > 0 ? count : -1)
    return Array(stride(from: first, to: last, by: step))
  }
}
