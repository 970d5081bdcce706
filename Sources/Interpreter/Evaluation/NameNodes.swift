import Language

/// A local: a parameter or an assigned name of the running function.
final class LocalNode: Node {
  let slot: Int
  let name: String

  init(slot: Int, name: String, _ location: Location) {
    self.slot = slot
    self.name = name
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let value = frame[slot]
    if case .unassigned = value { throw unassigned(name) }
    return value
  }

  override var numberSource: NumericOperand.Source { .slot(slot) }

  override var calleeSource: CalleeSource { .slot(slot) }
}

/// A local of an enclosing function, as it was when this function was made.
final class CapturedNode: Node {
  let index: Int
  let name: String

  init(index: Int, name: String, _ location: Location) {
    self.index = index
    self.name = name
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    guard let closure = frame.closure else {
      preconditionFailure("captured names are read inside functions only")
    }
    let value = closure.captures[index]
    if case .unassigned = value { throw unassigned(name) }
    return value
  }

  override var numberSource: NumericOperand.Source { .captured(index) }

  override var calleeSource: CalleeSource { .captured(index) }
}

/// A name of the session, or of a builtin where the session has none.
final class GlobalNode: Node {
  let cell: GlobalCell
  /// Names of the function around it that it may be a slip for.
  private let nearLocals: [String]

  init(_ cell: GlobalCell, nearLocals: [String] = [], _ location: Location) {
    self.cell = cell
    self.nearLocals = nearLocals
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    let graph = frame.context.graph
    if let recording = graph.recording {
      if frame.context.recordedPass?.carries(cell) == true {
        // What a pass gives a value before it reads it, somebody else reads before that.
        if case .unassigned = cell.value { try graph.endRecording() }
        return cell.value
      }
      if recording.isChanging(cell), cell.recordedKind != nil {
        return Value(try recording.value(of: cell, in: graph))
      }
      recording.read(cell)
    }
    let value = cell.value
    if case .unassigned = value { return try builtin(in: frame.context) }
    return value
  }

  override var numberSource: NumericOperand.Source { .global(.passUnretained(cell)) }

  override var calleeSource: CalleeSource { .global(.passUnretained(cell)) }

  private func builtin(in context: Context) throws -> Value {
    if let builtin = cell.builtin { return builtin }
    throw context.globals.unknownName(cell.name, among: nearLocals, at: location)
  }
}

extension Node {
  fileprivate func unassigned(_ name: String) -> Diagnostic {
    Diagnostic(
      .name,
      "`\(name)` is read before it is assigned",
      at: location,
      hint: "assigning to `\(name)` anywhere in a function makes it local: "
        + "pass it as an argument and return it"
    )
  }
}
