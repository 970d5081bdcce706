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
    let operands: [Reference]
    let kind: Kind
    /// Whether the value is one `float64`, or the answer to a question about such.
    let isNumber: Bool
    /// Whether the step belongs to a program over numbers.
    let isScalarStep: Bool
    /// For a sum which operand of it is added in the places that it was scattered to, and never made.
    var scattered: Int?

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

    /// The function to do together with others, where the step is one worth that.
    var groupedKernel: UnaryKernel? {
      guard isScalarStep, case .unary(let kernel, _)? = operation?.family, !kernel.isTest,
        kernel != .negate
      else { return nil }
      return kernel
    }
  }

  private(set) var nodes: [Node] = []
  private(set) var results: [Reference] = []
  /// The nodes that results and guards ask for.
  private(set) var roots: Set<Int> = []
  /// The nodes that take each node.
  private(set) var consumers: [[Int]] = []
  private var positions: [NodeID: Int] = [:]

  /// nil where an operation has no place in a plan.
  init?(_ graph: Graph, _ recording: Recording, results: [Operand]) {
    let sources = Set(recording.leaves.map(\.id))
    let asked = recording.answers.map(\.question.id) + recording.readings.map(\.number.id)
    let roots = results.compactMap { $0.variable?.id } + asked
    var known: [Key: Int] = [:]
    let members = Self.members(graph, roots: roots, sources: sources)
    nodes.reserveCapacity(members.count)
    positions.reserveCapacity(members.count)
    known.reserveCapacity(members.count)
    for id in members {
      guard !sources.contains(id) else {
        positions[id] = nodes.count
        nodes.append(Self.leaf(graph.kind(of: id)))
        continue
      }
      let operation = graph.operation(of: id)
      guard !operation.isCustom, !operation.isDeferred,
        operation !== Operation.leaf
      else { return nil }
      let inputs = graph.inputs(of: id)
      if operation === Operation.identity, let position = positions[inputs[0]] {
        positions[id] = position
        continue
      }
      let operands = inputs.map { reference(to: $0, graph) }
      let key = Key(operation, operands)
      if let key, let position = known[key] {
        positions[id] = position
        continue
      }
      let node = node(operation, operands, graph.kind(of: id))
      positions[id] = nodes.count
      if let key { known[key] = nodes.count }
      nodes.append(node)
    }
    consumers = nodes.map { _ in [] }
    self.results = results.map { result in
      result.variable.map { reference(to: $0.id, graph) } ?? .constant(result)
    }
    self.roots = Set(roots.compactMap { positions[$0] })
    for position in nodes.indices {
      for operand in nodes[position].nodeOperands { consumers[operand].append(position) }
    }
    markScattered()
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
  func position(of id: NodeID) -> Int? { positions[id] }

  func reference(to id: NodeID, _ graph: Graph) -> Reference {
    positions[id].map { .node($0) } ?? .constant(graph.plainOperand(id))
  }

  func kind(of reference: Reference) -> Kind {
    switch reference {
    case .node(let position): nodes[position].kind
    case .constant(let operand): operand.kind
    }
  }

  /// The recorded nodes behind the roots, in ascending order.
  private static func members(
    _ graph: Graph,
    roots: [NodeID],
    sources: Set<NodeID>
  ) -> [NodeID] {
    var members: Set<NodeID> = []
    var waiting = roots
    while let id = waiting.popLast() {
      guard sources.contains(id) || graph.isRecorded(graph.dependencySet(of: id)),
        members.insert(id).inserted, !sources.contains(id)
      else { continue }
      waiting += graph.inputs(of: id)
    }
    return members.sorted()
  }

  private static func leaf(_ kind: Kind) -> Node {
    Node(
      operation: nil,
      operands: [],
      kind: kind,
      isNumber: kind == .number,
      isScalarStep: false
    )
  }

  private func node(_ operation: Operation, _ operands: [Reference], _ kind: Kind) -> Node {
    let isScalarStep = operation.isStepOfNumbers && operands.allSatisfy(isNumber)
    return Node(
      operation: operation,
      operands: operands,
      kind: kind,
      isNumber: isScalarStep || kind == .number,
      isScalarStep: isScalarStep
    )
  }

  private func isNumber(_ reference: Reference) -> Bool {
    switch reference {
    case .node(let position): nodes[position].isNumber
    case .constant(.number): true
    case .constant(let operand): operand.dtype == .bool && operand.shape == .scalar
    }
  }

  /// What makes two steps equal; only operations without attributes are compared.
  private struct Key: Hashable {
    private enum Part: Hashable {
      case none
      case node(Int)
      case number(UInt64)
    }

    private let operation: ObjectIdentifier
    private var first = Part.none
    private var second = Part.none

    init?(_ operation: Operation, _ operands: [Reference]) {
      switch operation.family {
      case .unary, .binary: break
      case .leaf, .elementwise, .linear, .general, .custom: return nil
      }
      self.operation = ObjectIdentifier(operation)
      for (index, operand) in operands.enumerated() {
        let part: Part
        switch operand {
        case .node(let position): part = .node(position)
        case .constant(.number(let number)): part = .number(number.bitPattern)
        case .constant: return nil
        }
        if index == 0 { first = part } else { second = part }
      }
    }
  }
}

extension Operation {
  /// Whether a program over numbers has a step for it.
  fileprivate var isStepOfNumbers: Bool {
    switch family {
    case .unary, .binary: true
    case .elementwise: self === Operation.step
    case .general: self === Operation.select
    case .leaf, .linear, .custom: false
    }
  }
}
