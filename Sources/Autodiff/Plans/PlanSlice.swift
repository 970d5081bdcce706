import TensorCore

/// What of the graph a plan is made of: the recorded nodes that lead to a result or a guard, equal ones once.
struct PlanSlice {
  /// An operand: a node of the slice, or what did not depend on the recording's leaves.
  enum Reference {
    case node(Int)
    case constant(Operand)
  }

  struct Node {
    /// nil for a leaf.
    let operation: Operation?
    let operands: Operands
    let kind: Kind
    /// Whether the value is one `float64`, or the answer to a question about such.
    let isNumber: Bool
    /// Whether the step belongs to a program over numbers.
    let isScalarStep: Bool
    /// What a step on numbers does; nil for a choice and for any other step.
    let scalarKernel: ElementKernel?
    /// The function to do together with others, where the step is one worth that.
    let groupedKernel: UnaryKernel?
    /// For a sum which operand of it is added in the places that it was scattered to, and never made.
    var scattered: Int?

    init(_ operation: Operation?, _ operands: Operands, _ kind: Kind, isScalarStep: Bool) {
      self.operation = operation
      self.operands = operands
      self.kind = kind
      self.isScalarStep = isScalarStep
      isNumber = isScalarStep || kind == .number
      scalarKernel = isScalarStep ? operation?.kernel : nil
      groupedKernel =
        if isScalarStep, let kernel = operation?.numberKernel, kernel != .negate { kernel } else {
          nil
        }
    }

    /// The operands that are nodes.
    var nodeOperands: [Int] {
      operands.compactMap { if case .node(let position) = $0 { position } else { nil } }
    }

    /// What the step is to a block of elementwise ones, beside one of them.
    var blockForm: BlockForm? {
      if case .linear(let rule)? = operation?.family { rule.blockForm } else { nil }
    }

    /// Whether a block ends with the step.
    var isBlockSum: Bool { if case .sum? = blockForm { true } else { false } }
  }

  private(set) var nodes: [Node] = []
  private(set) var results: [Reference] = []
  /// The nodes that results and guards ask for.
  private(set) var roots: Set<Int> = []
  /// The nodes that take each node.
  private(set) var consumers = Consumers()
  /// Where each node of the graph stands, from `base` on; negative for one that nothing needs.
  private var positions: [Int32] = []
  private let base: NodeID

  private static let unneeded: Int32 = -1
  private static let needed: Int32 = -2
  private static let source: Int32 = -3

  /// nil where an operation has no place in a plan.
  init?(_ graph: Graph, _ recording: Recording, results: [Operand]) {
    let sources = recording.leaves.map(\.id)
    let asked = recording.answers.map(\.question.id) + recording.readings.map(\.number.id)
    let roots = results.compactMap { $0.variable?.id } + asked
    base = sources.min() ?? graph.end
    markMembers(graph, recording, roots: roots, sources: sources)
    var known = StepTable()
    let count = positions.count { $0 != Self.unneeded }
    nodes.reserveCapacity(count)
    known.reserveCapacity(count)
    for place in positions.indices where positions[place] != Self.unneeded {
      let id = NodeID(raw: base.raw + UInt32(place))
      if positions[place] == Self.source {
        positions[place] = Int32(nodes.count)
        nodes.append(Node(nil, Operands(), graph.kind(of: id), isScalarStep: false))
        continue
      }
      let operation = graph.operation(of: id)
      guard !operation.isCustom, !operation.isDeferred, !operation.isLeaf else { return nil }
      let operands = operands(of: id, graph)
      if operation === Operation.identity, case .node(let position) = operands.first {
        positions[place] = Int32(position)
        continue
      }
      positions[place] = Int32(nodes.count)
      let key = StepTable.Key(operation, operands)
      if let key, let position = known.position(of: key, orInsert: nodes.count) {
        positions[place] = Int32(position)
        continue
      }
      nodes.append(node(operation, operands, graph, id))
    }
    self.results = results.map { result in
      result.variable.map { reference(to: $0.id, graph) } ?? .constant(result)
    }
    self.roots = Set(roots.compactMap(position))
    consumers = Consumers(nodes)
    markScattered()
  }

  /// Marks the recorded nodes behind the roots.
  private mutating func markMembers(
    _ graph: Graph,
    _ recording: Recording,
    roots: [NodeID],
    sources: [NodeID]
  ) {
    guard let last = (roots + sources).max(), last >= base else { return }
    positions = [Int32](repeating: Self.unneeded, count: Int(last.raw - base.raw) + 1)
    var known = (set: recording.set, isRecorded: true)
    func mark(_ id: NodeID) {
      guard id >= base else { return }
      let set = graph.dependencySet(of: id)
      if set != known.set { known = (set, graph.isRecorded(set)) }
      if known.isRecorded { positions[Int(id.raw - base.raw)] = Self.needed }
    }
    for root in roots { mark(root) }
    let isSource = Set(sources)
    for place in positions.indices.reversed() where positions[place] == Self.needed {
      let id = NodeID(raw: base.raw + UInt32(place))
      if id <= (sources.max() ?? base), isSource.contains(id) {
        positions[place] = Self.source
        continue
      }
      let node = graph.node(id).pointee
      if node.first == .none {
        for input in graph.inputs(of: id) { mark(input) }
      } else {
        mark(node.first)
        if node.second != .none { mark(node.second) }
      }
    }
  }

  private func operands(of id: NodeID, _ graph: Graph) -> Operands {
    let node = graph.node(id).pointee
    if node.first == .none {
      return Operands(graph.inputs(of: id).map { reference(to: $0, graph) })
    }
    let first = reference(to: node.first, graph)
    if node.second == .none { return Operands(first) }
    return Operands(first, reference(to: node.second, graph))
  }

  /// Finds the sums of which one operand is scattered and serves nothing else.
  private mutating func markScattered() {
    for position in nodes.indices
    where nodes[position].operation === Operation.add && nodes[position].kind.shape.rank > 0 {
      let operands = nodes[position].nodeOperands
      guard operands.count == 2, operands.allSatisfy({ nodes[$0].kind == nodes[position].kind })
      else { continue }
      nodes[position].scattered = [1, 0].first { isScatteredOnce(operands[$0]) }
    }
  }

  private func isScatteredOnce(_ position: Int) -> Bool {
    guard consumers[position].count == 1, !roots.contains(position),
      let parts = nodes[position].operation?.program?.added,
      let selection = try? Selection(parts, in: nodes[position].kind.shape)
    else { return false }
    return kind(of: nodes[position].operands[0]).dtype == nodes[position].kind.dtype
      && TensorProgram.canAdd(at: selection)
  }

  /// Whether the sum that a scattered node is an operand of adds it in place.
  func isAddedInPlace(_ position: Int) -> Bool {
    guard let consumer = consumers[position].first, let index = nodes[consumer].scattered else {
      return false
    }
    return nodes[consumer].nodeOperands[index] == position
  }

  /// Where a node of the graph stands; nil for one that nothing needs.
  func position(of id: NodeID) -> Int? {
    guard id >= base, Int(id.raw - base.raw) < positions.count else { return nil }
    let position = positions[Int(id.raw - base.raw)]
    return position >= 0 ? Int(position) : nil
  }

  func reference(to id: NodeID, _ graph: Graph) -> Reference {
    position(of: id).map { .node($0) } ?? .constant(graph.plainOperand(id))
  }

  func kind(of reference: Reference) -> Kind {
    switch reference {
    case .node(let position): nodes[position].kind
    case .constant(let operand): operand.kind
    }
  }

  private func node(
    _ operation: Operation,
    _ operands: Operands,
    _ graph: Graph,
    _ id: NodeID
  ) -> Node {
    var isScalarStep = operation.isStepOfNumbers
    for index in 0..<operands.count where isScalarStep { isScalarStep = isNumber(operands[index]) }
    return Node(operation, operands, graph.kind(of: id), isScalarStep: isScalarStep)
  }

  private func isNumber(_ reference: Reference) -> Bool {
    switch reference {
    case .node(let position): nodes[position].isNumber
    case .constant(.number): true
    case .constant(let operand): operand.dtype == .bool && operand.shape == .scalar
    }
  }
}

extension Operation {
  /// Whether a program over numbers has a step for it.
  fileprivate var isStepOfNumbers: Bool {
    kernel != nil || self === Operation.step || self === Operation.select
  }
}
