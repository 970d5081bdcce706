import TensorCore

/// Something outside of the engine that a function read while it was recorded, such as a name of the session.
///
/// The version changes with every change of what was read.
public protocol Versioned: AnyObject {
  var version: UInt { get }
}

/// A run of a function on leaves of its own, from which a plan is made.
///
/// What is computed from the leaves stays in the graph, backward passes included, with the recording among its
/// dependencies. A value with no other dependency is what would be plain in an ordinary run, and counts as plain for
/// every decision; only its computation is kept. Whoever looks at such a value as plain data goes through here and
/// leaves a guard, or makes the run one that cannot be repeated from a plan.
public final class Recording {
  /// The leaves, one for each operand that the function was given.
  private(set) var inputs: [Variable] = []
  /// Questions about recorded values that were answered, with the answers: rank-0 bools.
  private(set) var answers: [(question: Variable, answer: Bool)] = []
  /// Recorded numbers that were read, with what was read.
  private(set) var readings: [(number: Variable, value: Double)] = []
  /// The tensors among the inputs that were read: a plan is for the same ones only.
  private(set) var readInputs: [Int: Tensor] = [:]
  /// The parameters that were read, each with the value that stands for it in the recorded run.
  private(set) var parameters: [(parameter: Parameter, value: Variable)] = []
  /// The parameters that were set, each with the leaf of its last version.
  private(set) var settings: [(parameter: Parameter, value: Variable)] = []
  /// What stands for versions of parameters that no run of a plan has: older ones, and those that are set again.
  private(set) var lost: Set<NodeID> = []
  /// What is asked for anew at every run, each with the leaf that stands for it in the recorded run.
  private(set) var sources: [(source: any RecordedSource, value: Variable)] = []
  /// What sources and targets hold at this point of the recorded run.
  private var held: [ObjectIdentifier: Operand] = [:]
  /// What is set at the end of a run, in the order in which it was first set.
  private(set) var changes: [(target: any RecordedTarget, value: Operand)] = []
  /// The sources that are known to change from call to call.
  private let changing: Set<ObjectIdentifier>
  /// Whether the run may set parameters.
  let setsParameters: Bool
  /// What was read outside of the graph, with its version at that time.
  private(set) var conditions: [(source: any Versioned, version: UInt)] = []
  private var knownConditions: Set<ObjectIdentifier> = []
  /// Whether the function did something that a plan cannot do.
  public private(set) var isRefused = false
  let dependency: Dependency
  /// What a value depends on that was given with a history of its own, for as long as it counts.
  let memory: Dependency
  /// The set of the dependency alone.
  let set: DependencySetID
  private let limit: UInt32

  /// How many nodes a recording may append; longer runs are worth more than their plan.
  private static let longest: UInt32 = 400_000

  init(_ graph: Graph, changing: Set<ObjectIdentifier>, setsParameters: Bool) {
    self.changing = changing
    self.setsParameters = setsParameters
    dependency = Dependency(tag: graph.makeTag(), version: 0, isParameter: false)
    memory = Dependency(tag: graph.makeTag(), version: 0, isParameter: false)
    set = graph.dependencies.id(of: [dependency])
    graph.dependencies.retain(set)
    limit = graph.end.raw + Self.longest
  }

  /// Marks the run as one that does what no plan can do: an effect, or a look at values that no guard can hold.
  public func refuse() { isRefused = true }

  /// Remembers that something outside of the graph was read.
  public func read(_ source: any Versioned) {
    guard knownConditions.insert(ObjectIdentifier(source)).inserted else { return }
    conditions.append((source, source.version))
  }

  func add(input: Variable) { inputs.append(input) }

  /// The leaves that stand for what comes in.
  var leaves: [Variable] { inputs + parameters.map(\.value) + sources.map(\.value) }

  /// Whether a source has changed between calls, so that it is better asked for than taken as it is.
  public func isChanging(_ source: any RecordedSource) -> Bool {
    changing.contains(ObjectIdentifier(source))
  }

  /// What stands for a source's data, which every run of the plan asks for anew.
  public func value(of source: any RecordedSource, in graph: Graph) throws -> Operand {
    if let known = held[ObjectIdentifier(source)] { return known }
    let leaf = graph.append(.leaf, [], value: try source.recordedData(), dependencies: set)
    let variable = Variable(leaf, in: graph)
    sources.append((source, variable))
    held[ObjectIdentifier(source)] = .variable(variable)
    return .variable(variable)
  }

  /// Notes what the end of every run sets, and what is read from now on.
  public func set(_ target: any RecordedTarget, to value: Operand) {
    held[ObjectIdentifier(target)] = value
    if let place = changes.firstIndex(where: { $0.target === target }) {
      changes[place].value = value
    } else {
      changes.append((target, value))
    }
  }

  /// Notes that every run sets a parameter at its end.
  ///
  /// - Returns: The leaf of the version that the recorded run goes on with.
  func set(
    _ parameter: Parameter,
    to value: Operand,
    as version: Dependency,
    in graph: Graph
  ) -> Variable {
    set(parameter, to: value)
    let both = graph.dependencies.id(of: [version, dependency].sorted())
    let source = value.variable?.id ?? graph.constant(value)
    let plain = graph.plainOperand(source)
    let id = graph.append(.identity, [source], value: plain, dependencies: both)
    graph.leaves[version] = id
    if let name = parameter.name { graph.setName(name, of: id) }
    let leaf = Variable(id, in: graph)
    if let earlier = settings.firstIndex(where: { $0.parameter === parameter }) {
      lost.insert(settings.remove(at: earlier).value.id)
    }
    settings.append((parameter, leaf))
    return leaf
  }

  /// What stands for an input that was computed from parameters.
  ///
  /// Beside newer versions of them it is a constant. A run that asks for derivatives of what still remembers it has no
  /// plan, nor has one of whose results one does.
  public func remembered(_ value: Variable, by input: Variable) -> Variable {
    let graph = input.graph
    let own = graph.dependencies[graph.dependencySet(of: value.id)]
    let both = graph.dependencies.id(of: (own + [dependency, memory]).sorted())
    let plain = graph.plainOperand(input.id)
    let id = graph.append(.identity, [input.id], value: plain, dependencies: both)
    if let name = value.name { graph.setName(name, of: id) }
    lost.insert(id)
    return Variable(id, in: graph)
  }

  /// What stands for a parameter: its leaf, and recorded as the arguments are.
  func value(of parameter: Parameter, _ leaf: Variable) -> Variable {
    if let known = parameters.first(where: { $0.parameter === parameter }) { return known.value }
    let graph = leaf.graph
    let own = graph.dependencies[graph.dependencySet(of: leaf.id)]
    let both = graph.dependencies.id(of: (own + [dependency]).sorted())
    let value = graph.plainOperand(leaf.id)
    let id = graph.append(.identity, [leaf.id], value: value, dependencies: both)
    if let name = graph.name(of: leaf.id) { graph.setName(name, of: id) }
    let variable = Variable(id, in: graph)
    parameters.append((parameter, variable))
    return variable
  }

  /// Notes that a tensor was read.
  ///
  /// - Returns: false where no guard can hold what was read: it is computed.
  func readTensor(_ id: NodeID, _ value: Tensor) -> Bool {
    guard let input = inputs.firstIndex(where: { $0.id == id }) else { return false }
    readInputs[input] = value
    return true
  }

  func answer(_ question: Variable, _ answer: Bool) { answers.append((question, answer)) }

  func readNumber(_ number: Variable, _ value: Double) { readings.append((number, value)) }

  /// - Throws: `RecordingRefused` where no plan will come of the run, so that it can end here.
  func check(_ end: NodeID) throws {
    if isRefused || end.raw > limit { throw RecordingRefused() }
  }
}

/// Ends a run that no plan can be made of; whoever records runs the function again in the ordinary way.
public struct RecordingRefused: Error {
  public init() {}
}

extension Graph {
  /// Whether a function is being recorded.
  public var isRecording: Bool { recording != nil }

  /// Says that what runs now does more than compute; does nothing while nothing is recorded.
  ///
  /// - Returns: Whether a recording was given up. The function is then run again, so that an effect has to be left
  ///   out of this run.
  @discardableResult
  public func refuseRecording() -> Bool {
    guard let recording else { return false }
    recording.refuse()
    return true
  }

  /// Like `refuseRecording`, and leaves the recorded run.
  public func endRecording() throws {
    if refuseRecording() { throw RecordingRefused() }
  }

  /// Leaves a recorded run of which no plan will come.
  public func checkRecording() throws { try recording?.check(end) }

  /// Whether a value is computed from what a recording was given.
  func isRecorded(_ set: DependencySetID) -> Bool {
    guard let recording else { return false }
    return set == recording.set || dependencies[set].contains(recording.dependency)
  }

  /// Whether nothing but a recording's leaves lies behind a value: it would be plain in an ordinary run.
  func isPlainButRecorded(_ set: DependencySetID) -> Bool {
    guard let recording else { return false }
    return set == recording.set
  }

  /// Told of every look at a value from outside of the graph: a number gets a guard, so does a tensor that came in; any
  /// other tensor ends the recording.
  func noteReading(of id: NodeID) {
    noteWatchedReading(of: id)
    guard let recording, isRecorded(dependencySet(of: id)) else { return }
    let node = node(id).pointee
    guard node.kind == .number else {
      if !recording.readTensor(id, value(of: id)) { recording.refuse() }
      return
    }
    recording.readNumber(Variable(id, in: self), node.scalar)
  }

  /// The answer to a question about recorded values: one bool with a guard for it, or a mask that stays recorded.
  func question(_ id: NodeID) -> Operand {
    guard let recording else { return plainOperand(id) }
    let value = plainOperand(id)
    guard value.shape == .scalar, value.dtype == .bool else { return recordedPlain(id, recording) }
    recording.answer(Variable(id, in: self), value.value.scalar != 0)
    return value
  }

  /// A node that counts as a constant from now on, whose value stays recorded.
  func constantNode(for id: NodeID) -> NodeID {
    guard let recording, isRecorded(dependencySet(of: id)) else {
      return constant(plainOperand(id))
    }
    guard dependencySet(of: id) != recording.set else { return id }
    return append(.identity, [id], value: plainOperand(id), dependencies: recording.set)
  }

  /// A value without its history but for the recorded one.
  ///
  /// Of a value that stands for many it is a look at the one: a constant has no history to be repeated by.
  func detached(_ id: NodeID) -> Operand {
    noteWatchedReading(of: id)
    guard let recording, isRecorded(dependencySet(of: id)) else { return plainOperand(id) }
    return recordedPlain(id, recording)
  }

  private func recordedPlain(_ id: NodeID, _ recording: Recording) -> Operand {
    guard dependencySet(of: id) != recording.set else { return .variable(Variable(id, in: self)) }
    let value = plainOperand(id)
    return wrapped(append(.identity, [id], value: value, dependencies: recording.set))
  }

  /// Runs a function on recorded leaves, and makes something of the recording while it lasts.
  ///
  /// - Returns: nil where the run cannot be repeated from a plan, and where it failed.
  func record<Result, Made>(
    _ operands: [Operand],
    changing: Set<ObjectIdentifier> = [],
    setsParameters: Bool = false,
    _ function: ([Operand]) throws -> Result,
    then finish: (Recording, Result) -> Made?
  ) -> Made? {
    let recording = Recording(self, changing: changing, setsParameters: setsParameters)
    for operand in operands {
      let leaf = append(.leaf, [], value: operand, dependencies: recording.set)
      recording.add(input: Variable(leaf, in: self))
    }
    self.recording = recording
    dependencies.transparent = [recording.dependency, recording.memory]
    let (notes, place) = (nonFiniteNotes.notes.count, origin)
    defer {
      self.recording = nil
      dependencies.transparent = []
      dependencies.release(recording.set)
      nonFiniteNotes.removeAll(after: notes)
      origin = place
    }
    // An error is met again by the ordinary run, which says what there is to say.
    let result = try? function(recording.inputs.map { .variable($0) })
    defer { for setting in recording.settings { setting.parameter.takeBack() } }
    if let result, !recording.isRefused, let made = finish(recording, result) { return made }
    for source in recording.sources.reversed() { source.source.takeBack() }
    return nil
  }
}
