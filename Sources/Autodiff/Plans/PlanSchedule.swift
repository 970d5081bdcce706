import TensorCore

/// In which order the steps of a plan run: steps on tensors one after the other, elementwise ones that can go through
/// memory together as one, and steps on numbers as early as their operands allow.
struct PlanSchedule {
  /// A step on tensors.
  enum Step {
    case single(Int)
    case block(PlanBlock)
  }

  private(set) var steps: [Step] = []
  /// How many steps have to be done before each node can be computed, or asked for.
  private(set) var levels: [Int]

  private let slice: PlanSlice
  private let consumers: PlanSlice.Consumers
  /// The nodes of a block that is being collected.
  private var open: [Int] = []
  private var members: Set<Int> = []
  private var openShape: Shape = .scalar
  /// The numbers that wait for the open block.
  private var waiting: [Int] = []

  /// Fewer elements stay in the first cache also between steps of their own.
  private static let smallestBlock = TensorProgram.directCount + 1
  private static let pending = Int.max

  init(_ slice: PlanSlice) {
    self.slice = slice
    levels = [Int](repeating: 0, count: slice.nodes.count)
    consumers = slice.consumers
    for position in slice.nodes.indices { add(position) }
    close()
  }

  private mutating func add(_ position: Int) {
    if slice.nodes[position].isScalarStep {
      var level = 0
      slice.nodes[position].operands.forEachNode { level = max(level, levels[$0]) }
      levels[position] = level
      if level == Self.pending { waiting.append(position) }
      return
    }
    let node = slice.nodes[position]
    guard node.operation != nil else { return }
    let waits = node.nodeOperands.contains { levels[$0] == Self.pending }
    guard let shape = blockShape(of: node), shape.count >= Self.smallestBlock else {
      if waits { close() }
      steps.append(.single(position))
      levels[position] = steps.count
      return
    }
    // What comes out of the open block as a number or a sum cannot go into it again.
    let isFree = node.nodeOperands.allSatisfy { operand in
      levels[operand] != Self.pending
        || (members.contains(operand) && !slice.nodes[operand].isBlockSum)
    }
    if shape != openShape || !isFree {
      close()
      openShape = shape
    }
    open.append(position)
    members.insert(position)
    levels[position] = Self.pending
  }

  private mutating func close() {
    guard !open.isEmpty else { return }
    let members = members
    let block =
      open.count == 1
      ? nil
      : PlanBlock(open, slice) { [slice, consumers] position in
        slice.roots.contains(position) || consumers[position].contains { !members.contains($0) }
      }
    if let block {
      steps.append(.block(block))
      for position in open { levels[position] = steps.count }
    } else {
      for position in open {
        steps.append(.single(position))
        levels[position] = steps.count
      }
    }
    for position in waiting { levels[position] = steps.count }
    (open, waiting, self.members) = ([], [], [])
  }

  /// The shape of the elements that a step goes through where it can be part of a block.
  private func blockShape(of node: PlanSlice.Node) -> Shape? {
    guard let operation = node.operation, node.scattered == nil else { return nil }
    switch operation.family {
    case .unary, .binary: return node.kind.shape
    case .elementwise: return operation === Operation.step ? node.kind.shape : nil
    case .general: return operation === Operation.select ? node.kind.shape : nil
    case .linear(let rule):
      switch rule.blockForm {
      case .cast, .broadcast: return node.kind.shape
      case .sum: return slice.kind(of: node.operands[0]).shape
      case nil: return nil
      }
    case .leaf, .custom: return nil
    }
  }
}
