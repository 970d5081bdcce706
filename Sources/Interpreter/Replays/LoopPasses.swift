import Autodiff

/// The passes of a loop, which run from a plan where they train something by hand.
///
/// A pass that takes gradients and sets parameters is a function of the names that it works on, with the parameters among
/// what it reads and sets. Passes that another loop inside is made of are left to that one.
final class LoopPasses {
  /// A name that a pass works on.
  struct Name {
    let place: Place
    let name: String
    let use: LoopNames.Use

    init(_ place: Place, _ name: String, _ use: LoopNames.Use) {
      self.place = place
      self.name = name
      self.use = use
    }
  }

  private enum Kind {
    /// None has been seen to train.
    case unknown
    /// They take gradients and set parameters.
    case training
    /// No plan serves them; they may be parts of passes of a loop around, and work on what that computes.
    case ordinary
  }

  /// How many passes in a row may have no plan before none is looked for.
  private static let patience = 12

  private let body: Node
  private let names: [Name]
  /// What has been seen of the passes.
  private var kind = Kind.unknown
  private var missCount = 0
  /// The latest pass from a plan, as long as names wait for their values.
  private var latest: (outcome: Replay.Outcome, form: PassForm)?

  init(_ body: Node, _ names: [Name]) {
    self.body = body
    self.names = names
  }

  func run(_ frame: inout Frame) throws -> Flow {
    switch kind {
    case .unknown: return try watched(&frame)
    case .ordinary: return try plain(&frame)
    case .training: break
    }
    let context = frame.context
    // What a recorded run repeats, the loop itself does better.
    try context.graph.endRecording()
    guard context.runsPlans, let values = values(frame) else { return try plain(&frame) }
    guard let identity = CallIdentity(passOf: self, in: frame.closure, values) else {
      noteMiss()
      return try plain(&frame)
    }
    context.trainingPassCount += 1
    return try repeated(identity, values, &frame)
  }

  private func noteMiss() {
    missCount += 1
    if missCount > Self.patience { kind = .ordinary }
  }

  /// Gives the names that no other pass asks for the values that the latest left them.
  func settle(_ frame: inout Frame) throws {
    guard let (outcome, form) = latest else { return }
    latest = nil
    try form.bind(outcome, names, isFresh: true, &frame)
  }

  /// Runs the body in the ordinary way.
  private func plain(_ frame: inout Frame) throws -> Flow {
    try settle(&frame)
    return try runBody(&frame)
  }

  private func runBody(_ frame: inout Frame) throws -> Flow {
    do {
      return try body.run(&frame)
    } catch let signal as FlowSignal where signal.flow != .returning {
      return signal.flow
    }
  }

  /// Runs the body, and sees whether it trains.
  private func watched(_ frame: inout Frame) throws -> Flow {
    let context = frame.context
    let graph = context.graph
    let (settings, gradients) = (graph.parameterChanges, graph.gradientCount)
    let inner = context.trainingPassCount
    let flow = try plain(&frame)
    if graph.parameterChanges != settings, graph.gradientCount != gradients, !graph.isRecording,
      context.trainingPassCount == inner
    {
      kind = .training
      context.trainingPassCount += 1
    }
    return flow
  }

  /// The values of the names as far as a pass needs them; nil where a list is none.
  private func values(_ frame: borrowing Frame) -> [Value]? {
    var values: [Value] = []
    values.reserveCapacity(names.count)
    for name in names {
      switch name.use {
      case .carried: values.append(name.place.value(frame))
      case .fresh: values.append(.unassigned)
      case .lengthened:
        switch name.place.value(frame) {
        case .tensor(let list) where list.rank == 1 && list.dtype == .float64:
          values.append(.bool(true))
        case .tuple: values.append(.bool(false))
        default: return nil
        }
      }
    }
    return values
  }

  private func repeated(
    _ identity: CallIdentity,
    _ values: [Value],
    _ frame: inout Frame
  ) throws -> Flow {
    let context = frame.context
    let graph = context.graph
    let replay = context.replays.replay(for: identity, setsParameters: true, in: graph)
    let outcome = try replay.run(identity.values.compactMap { $0.recorded?.plain ?? $0.plainData })
    {
      operands in
      guard graph.isRecording else { return .init([], form: PassedFlow(try plain(&frame))) }
      return try recorded(operands, identity.values, values, &frame)
    }
    if let passed = outcome.form as? PassedFlow {
      noteMiss()
      return passed.flow
    }
    missCount = 0
    guard let form = outcome.form as? PassForm else {
      preconditionFailure("a replay gives a flow or the form of a pass")
    }
    if let latest, !form.renews(latest.form, names) { try settle(&frame) }
    latest = (outcome, form)
    try form.finish(outcome, names, &frame)
    return form.flow
  }

  /// Runs the body on recorded operands, after which the session is as it was before.
  private func recorded(
    _ operands: [Operand],
    _ given: [Value],
    _ values: [Value],
    _ frame: inout Frame
  ) throws -> Replay.Outcome {
    let context = frame.context
    var leaves = zip(operands, given).map { operand, value in
      guard let old = value.recorded, let leaf = operand.variable,
        let recording = context.graph.recording
      else { return operand }
      return .variable(recording.remembered(old, by: leaf))
    }[...]
    let before = names.map { $0.place.value(frame) }
    let pass = RecordedPass(names, frame)
    context.recordedPass = pass
    defer {
      context.recordedPass = nil
      for (name, value) in zip(names, before) { name.place.put(value, &frame) }
    }
    var given: [Value] = []
    for (name, value) in zip(names, values) {
      given.append(name.use == .lengthened ? .unassigned : try value.replacingData(by: &leaves))
      name.place.put(given[given.count - 1], &frame)
    }
    let (flow, remarks) = try context.restoringNotes {
      try context.warnings.collecting { try runBody(&frame) }
    }
    if flow == .breaking || flow == .returning { try context.graph.endRecording() }
    let results = zip(names, given).map { name, given in
      let value = name.place.value(frame)
      return value.isUntouched(given) ? nil : value
    }
    guard let form = PassForm(results, pass.appended, flow, remarks) else {
      try context.graph.endRecording()
      return .init([])
    }
    return .init(form.operands, form: form)
  }
}

/// How an ordinary pass ended.
private final class PassedFlow {
  let flow: Flow

  init(_ flow: Flow) { self.flow = flow }
}

extension Value {
  /// Whether the value is the very one that was given, and not only an equal one.
  fileprivate func isUntouched(_ given: Value) -> Bool {
    switch (self, given) {
    case (.unassigned, .unassigned), (.none, .none): true
    case (.number(let a), .number(let b)): a.bitPattern == b.bitPattern
    case (.bool(let a), .bool(let b)): a == b
    case (.tensor(let a), .tensor(let b)): a.isIdentical(to: b)
    case (.variable(let a), .variable(let b)): a.isSame(as: b)
    case (.parameter(let a), .parameter(let b)): a === b
    case (.function(let a), .function(let b)): a === b
    case (.string(let a), .string(let b)): a.string == b.string
    case (.range(let a), .range(let b)): a == b
    case (.row(let a), .row(let b)): Value(a.vector).isUntouched(Value(b.vector))
    case (.tuple(let a), .tuple(let b)): Value.areUntouched(a.elements, b.elements)
    case (.record(let a), .record(let b)):
      a.names == b.names && Value.areUntouched(a.values, b.values)
    default: false
    }
  }

  private static func areUntouched(_ values: [Value], _ given: [Value]) -> Bool {
    values.count == given.count && zip(values, given).allSatisfy { $0.isUntouched($1) }
  }
}
