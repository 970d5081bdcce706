public import TensorCore

/// The operations that led to the values a session still holds.
///
/// One for each session, used on the engine's thread only. Nothing here calls the user's code or recurses over
/// the depth of the graph.
public final class Graph {
  /// Asked in long computations, so that an interrupt takes effect within them.
  public let interruption: Interruption

  /// Where in the user's source the next operation stands; the interpreter sets and understands it.
  public var origin: UInt32 = 0

  /// Where values that are not finite first arose, since the interpreter last asked.
  public internal(set) var nonFiniteNotes = NonFiniteNotes()

  /// What operations have to say about their operands, since the interpreter last took it.
  private var remarks: [Remark] = []
  /// The functions whose derivative of 0 has been remarked upon.
  private var knownSteps: Set<String> = []

  private var segments: [Segment?] = []
  /// The nodes of each segment, so that reading one counts no reference; nil where the segment has gone.
  ///
  /// Bound: `columnCapacity`, of which one for each of `segments` is set.
  private var columns: UnsafeMutablePointer<UnsafeMutablePointer<Node>?>
  private var columnCapacity = 64
  /// How many handles live; while there are any, the graph keeps itself alive for them.
  private var handleCount = 0
  private var keptForHandles: Graph?
  private var next: UInt32 = 0
  private var kinds = KindTable()
  private var names = NameTable()
  var dependencies = DependencyTable()
  /// The leaves of parameters.
  var leaves: [Dependency: NodeID] = [:]
  /// Whether operations are remembered; not in a backward pass that nobody differentiates.
  var recordsHistory = true
  /// The nodes that the last search left marks on.
  var markedNodes: [NodeID] = []
  /// How many nodes live that stand for steps which have to be written out before a pass.
  private(set) var deferredCount = 0
  /// What the results of plans stand for.
  var plannedResults: [NodeID: PlannedResult] = [:]
  /// The tags of the runs of functions that are going on, by whose leaves somebody may yet differentiate.
  var activeTags: [UInt32] = []
  /// How often a parameter was made or set.
  public internal(set) var parameterChanges = 0
  /// The versions of the parameters that have been set.
  var parameterVersions: [UInt32: UInt32] = [:]
  /// How many backward passes there have been.
  var backwardPassCount = 0
  /// How often a gradient was taken, or a call has run from a plan, which may have taken one.
  public var gradientCount: Int { backwardPassCount + plannedCallCount }
  /// The leaves that stand for many values.
  var watches = Watches()
  /// What users wrote about the derivatives of their functions.
  var userRules = UserRuleTable()
  /// Which tensors are kept as a few elements that differ from another's.
  var changedTensors = ChangedTensors()
  /// The cotangent one with which a backward pass began.
  var seed = NodeID.none
  /// The local derivatives of elementwise operations.
  var localRules = LocalRuleTable()
  /// The run of a function that a plan is being made of.
  public internal(set) var recording: Recording?
  /// How many calls have run from plans.
  public internal(set) var plannedCallCount = 0
  /// Recently used plain numbers, so that a constant in a loop is one node.
  var constantCache = ConstantCache()
  private var nextTag: UInt32 = 0
  private var releaseList: [NodeID] = []
  private var isReleasing = false

  public init(interruption: Interruption) {
    self.interruption = interruption
    columns = .allocate(capacity: columnCapacity)
    columns.initialize(repeating: nil, count: columnCapacity)
  }

  deinit { columns.deallocate() }

  /// How many nodes are alive.
  public var count: Int { segments.reduce(0) { $0 + ($1?.living ?? 0) } }

  /// How many living nodes keep a tensor.
  public var tensorCount: Int { segments.reduce(0) { $0 + ($1?.tensorCount ?? 0) } }

  // MARK: - Reading

  func segment(_ id: NodeID) -> Segment {
    guard id.segment < segments.count, let segment = segments[id.segment] else {
      preconditionFailure("a node outlives its references")
    }
    return segment
  }

  func segment(at index: Int) -> Segment? { segments[index] }

  @inline(__always)
  func node(_ id: NodeID) -> UnsafeMutablePointer<Node> {
    guard id.segment < segments.count, let nodes = columns[id.segment] else {
      preconditionFailure("a node outlives its references")
    }
    return nodes + id.slot
  }

  func operation(of id: NodeID) -> Operation {
    guard let operation = node(id).pointee.operation else {
      preconditionFailure("a freed node is asked for its operation")
    }
    return operation.takeUnretainedValue()
  }

  func kind(of id: NodeID) -> Kind { kinds[node(id).pointee.kind] }

  func origin(of id: NodeID) -> UInt32 { node(id).pointee.origin }

  func name(of id: NodeID) -> String? { names[segment(id).name(id.slot)] }

  func dependencySet(of id: NodeID) -> DependencySetID { node(id).pointee.dependencies }

  func value(of id: NodeID) -> Tensor {
    let node = node(id).pointee
    if node.kind == .number { return Tensor(node.scalar) }
    if let tensor = segment(id).tensor(id.slot) { return tensor }
    restoreTensor(of: id)
    guard let tensor = segment(id).tensor(id.slot) else {
      preconditionFailure("a node without a value")
    }
    return tensor
  }

  func plainOperand(_ id: NodeID) -> Operand {
    let node = node(id).pointee
    return node.kind == .number ? .number(node.scalar) : .tensor(value(of: id))
  }

  func inputCount(of id: NodeID) -> Int {
    let node = node(id).pointee
    if node.first == .none { return segment(id).list(id.slot).count }
    return node.second == .none ? 1 : 2
  }

  func inputs(of id: NodeID) -> [NodeID] {
    let node = node(id).pointee
    if node.first == .none { return segment(id).list(id.slot) }
    return node.second == .none ? [node.first] : [node.first, node.second]
  }

  /// The id that the next node will get.
  var end: NodeID { NodeID(raw: next) }

  // MARK: - Writing

  func setName(_ name: String, of id: NodeID) {
    let segment = segment(id)
    guard segment.name(id.slot) == .none else { return }
    segment.setName(names.id(of: name), id.slot)
  }

  func rename(_ id: NodeID, _ name: String) {
    segment(id).setName(names.id(of: name), id.slot)
  }

  /// Whether a node still lives.
  func isAlive(_ id: NodeID) -> Bool {
    guard id.segment < segments.count, let nodes = columns[id.segment] else { return false }
    return nodes[id.slot].operation != nil
  }

  func isSeed(_ id: NodeID) -> Bool { id == seed }

  /// A number for a new parameter or leaf.
  func makeTag() -> UInt32 {
    nextTag += 1
    return nextTag
  }

  /// Adds a node, which nothing keeps alive yet; `sweep(from:)` frees it if it stays so.
  func append(
    _ operation: Operation,
    _ inputs: [NodeID],
    value: Operand,
    dependencies set: DependencySetID
  ) -> NodeID {
    let isList = inputs.isEmpty || inputs.count > 2
    let first = isList ? .none : inputs[0]
    let second = inputs.count == 2 ? inputs[1] : .none
    var kind = KindID.number
    var scalar = 0.0
    var tensor: Tensor?
    switch value {
    case .number(let number): scalar = number
    default:
      let plain = value.value
      kind = kinds.id(of: Kind(plain.shape, plain.dtype))
      if kind == .number { scalar = plain.scalar } else { tensor = plain }
    }
    if isList { for input in inputs { node(input).pointee.references += 1 } }
    let id = append(operation, first, second, kind, scalar, set)
    if let tensor { segment(id).setTensor(tensor, id.slot) }
    if inputs.count > 2 { segment(id).setList(inputs, id.slot) }
    if recordsHistory, inputs.contains(where: isTensor) || isTensor(id) {
      noteUse(of: operation, inputs, result: id)
    }
    return id
  }

  /// Adds a node with up to two inputs, of a kind whose tensor, if it is one, is set afterwards.
  func append(
    _ operation: Operation,
    _ first: NodeID,
    _ second: NodeID,
    _ kind: KindID,
    _ scalar: Double,
    _ set: DependencySetID
  ) -> NodeID {
    if operation.isDeferred { deferredCount += 1 }
    if !userRules.isEmpty, operation.isCustom { userRules.retain(operation) }
    if first != .none { node(first).pointee.references += 1 }
    if second != .none { node(second).pointee.references += 1 }
    dependencies.retain(set)
    let id = NodeID(raw: next)
    if id.slot == 0 { addSegment() }
    _ = segment(id).append(
      Node(
        operation: .passRetained(operation),
        scalar: scalar,
        first: first,
        second: second,
        kind: kind,
        origin: origin,
        references: 0,
        dependencies: set
      )
    )
    next += 1
    return id
  }

  /// Begins a segment; a last one that has lost all its nodes goes.
  private func addSegment() {
    if let last = segments.indices.last, segments[last]?.living == 0 { removeSegment(at: last) }
    let segment = Segment()
    if segments.count == columnCapacity {
      let wider = UnsafeMutablePointer<UnsafeMutablePointer<Node>?>
        .allocate(capacity: 2 * columnCapacity)
      wider.initialize(repeating: nil, count: 2 * columnCapacity)
      wider.update(from: columns, count: columnCapacity)
      columns.deallocate()
      columns = wider
      columnCapacity *= 2
    }
    columns[segments.count] = segment.nodes
    segments.append(segment)
  }

  private func removeSegment(at index: Int) {
    columns[index] = nil
    segments[index] = nil
  }

  /// Leaves a sentence for the user about the operation that is being applied, or about another.
  package func remark(_ text: String, origin: UInt32? = nil) {
    if refuseRecording() { return }
    guard !remarks.contains(where: { $0.text == text }) else { return }
    remarks.append(Remark(text: text, origin: origin ?? self.origin))
  }

  /// Says once that a derivative is 0 because the function of a node is constant between its jumps.
  func remarkStep(_ operation: Operation, at id: NodeID) {
    guard operation.isPiecewiseConstant, !knownSteps.contains(operation.name) else { return }
    remark(
      "`\(operation.name)` is piecewise constant: its derivative is 0 everywhere",
      origin: origin(of: id)
    )
    knownSteps.insert(operation.name)
  }

  /// The sentences left since this was last asked.
  public func takeRemarks() -> [Remark] {
    guard !remarks.isEmpty else { return [] }
    defer { remarks.removeAll() }
    return remarks
  }

  // MARK: - Lifetime

  /// Counts a handle's reference.
  func retain(_ id: NodeID) {
    let node = node(id)
    node.pointee.references += 1
    if node.pointee.kind != .number { node.pointee.use.handles += 1 }
    if handleCount == 0 { keptForHandles = self }
    handleCount += 1
  }

  /// Takes a handle's reference back.
  func release(_ id: NodeID) {
    let node = node(id)
    node.pointee.references -= 1
    if node.pointee.kind != .number { node.pointee.use.handles -= 1 }
    if node.pointee.references == 0 {
      free(id)
    } else if node.pointee.kind != .number {
      forgetTensor(of: id)
    }
    handleCount -= 1
    if handleCount == 0 { keptForHandles = nil }
  }

  /// Frees every node from `mark` on that nothing refers to.
  func sweep(from mark: NodeID) {
    var raw = next
    while raw > mark.raw {
      raw -= 1
      let id = NodeID(raw: raw)
      guard let nodes = columns[id.segment] else {
        raw &= ~Segment.mask
        continue
      }
      let node = nodes + id.slot
      if node.pointee.operation != nil, node.pointee.references == 0 { free(id) }
    }
  }

  /// Frees a node and whatever only it kept alive, by a list instead of recursion.
  private func free(_ id: NodeID) {
    releaseList.append(id)
    guard !isReleasing else { return }
    isReleasing = true
    while let id = releaseList.popLast() {
      let segment = segment(id)
      let node = segment.nodes + id.slot
      if node.pointee.first == .none {
        for input in segment.list(id.slot) { releaseInput(input) }
        if node.pointee.dependencies != .empty { forgetLeaf(id, node.pointee) }
      } else {
        releaseInput(node.pointee.first)
        if node.pointee.second != .none { releaseInput(node.pointee.second) }
      }
      dependencies.release(node.pointee.dependencies)
      if let operation = node.pointee.operation {
        if operation._withUnsafeGuaranteedRef({ $0.isDeferred }) {
          deferredCount -= 1
          if !plannedResults.isEmpty { _ = plannedResults.removeValue(forKey: id) }
        }
        if !userRules.isEmpty, operation.takeUnretainedValue().isCustom {
          // What the rule captured goes at the end of this scope, outside of the table.
          _ = userRules.release(operation.takeUnretainedValue())
        }
        operation.release()
      }
      node.pointee.operation = nil
      if !changedTensors.isEmpty { leave(id) }
      if node.pointee.kind != .number { segment.setTensor(nil, id.slot) }
      if node.pointee.first == .none { segment.setList(nil, id.slot) }
      segment.living -= 1
      if segment.living == 0, segment.isFull { removeSegment(at: id.segment) }
    }
    isReleasing = false
  }

  private func releaseInput(_ id: NodeID) {
    let node = node(id)
    node.pointee.references -= 1
    if node.pointee.references == 0 { releaseList.append(id) }
  }

  private func forgetLeaf(_ id: NodeID, _ node: Node) {
    guard node.first == .none, node.operation?.takeUnretainedValue().isLeaf == true else { return }
    guard !leaves.isEmpty else { return }
    for dependency in dependencies[node.dependencies] where leaves[dependency] == id {
      leaves[dependency] = nil
    }
  }
}
