import TensorCore

/// Who may yet ask for a node's tensor; it stands in the node where a number would.
struct TensorUse {
  /// How many handles there are of the node.
  var handles: UInt32
  /// Whether a derivative is computed from the tensor.
  var isForDerivatives: Bool
}

extension Node {
  /// Of a node that is no number.
  var use: TensorUse {
    get {
      let bits = scalar.bitPattern
      return TensorUse(
        handles: UInt32(truncatingIfNeeded: bits),
        isForDerivatives: bits >> 32 != 0
      )
    }
    set {
      let bits = UInt64(newValue.handles) | (newValue.isForDerivatives ? 1 << 32 : 0)
      scalar = Double(bitPattern: bits)
    }
  }
}

/// Which values an operation's derivative by an operand is computed from.
struct DerivativeUse: OptionSet {
  let rawValue: UInt8

  static let first = DerivativeUse(rawValue: 1)
  static let second = DerivativeUse(rawValue: 2)
  static let result = DerivativeUse(rawValue: 4)
  static let all: DerivativeUse = [.first, .second, .result]
}

/// Tensors that no derivative is computed from are let go with the last handle of their node, and computed again from
/// the node's operands if somebody should ask after all.
///
/// A chain of elementwise steps keeps one vector for each function in it that way, and not one for every operation.
extension Graph {
  /// Notes from which of its operands and its result the derivatives of a new node are computed.
  func noteUse(of operation: Operation, _ inputs: [NodeID], result: NodeID) {
    var used: DerivativeUse = []
    var isUsed = false
    for (index, input) in inputs.enumerated() where isDifferentiable(dependencySet(of: input)) {
      used.formUnion(localRules.use(of: operation, by: index, of: inputs.count))
      isUsed = true
    }
    guard isUsed else { return }
    if used.contains(.result) { keepForDerivatives(result) }
    for (index, input) in inputs.enumerated()
    where used.contains(index == 0 ? .first : .second) {
      keepForDerivatives(input)
    }
  }

  private func keepForDerivatives(_ id: NodeID) {
    let node = node(id)
    if node.pointee.kind != .number { node.pointee.use.isForDerivatives = true }
  }

  /// Whether somebody may take a derivative of a value with some dependencies.
  private func isDifferentiable(_ set: DependencySetID) -> Bool {
    set != .empty && !isPlainButRecorded(set)
  }

  /// Whether a node's value is anything but a rank-0 float64.
  func isTensor(_ id: NodeID) -> Bool { node(id).pointee.kind != .number }

  /// Lets a tensor go that nobody holds and no derivative is computed from.
  func forgetTensor(of id: NodeID) {
    let node = node(id)
    guard node.pointee.kind != .number, let operation = node.pointee.operation,
      operation._withUnsafeGuaranteedRef({ $0.isRepeatable })
    else { return }
    let use = node.pointee.use
    guard use.handles == 0, !use.isForDerivatives else { return }
    if !changedTensors.isEmpty, changedTensors.holds(id) { return }
    segment(id).setTensor(nil, id.slot)
  }

  /// Computes a tensor again that was let go, and what it takes for that; without recursion.
  func restoreTensor(of id: NodeID) {
    var waiting = [id]
    while let next = waiting.last {
      if hasValue(next) {
        waiting.removeLast()
        continue
      }
      if changedTensors[next] != nil {
        bringBack(next)
        continue
      }
      let inputs = inputs(of: next)
      let missing = inputs.filter { !hasValue($0) }
      if !missing.isEmpty {
        waiting += missing
        continue
      }
      // There was room for the tensor before, nothing interrupts it, and it cannot fail otherwise: it has been computed once.
      let calm = Interruption()
      let value = MemoryLimit.process.lifted {
        calm.governing {
          try? operation(of: next).value(of: inputs.map { plainOperand($0) }, calm)
        }
      }
      guard let value else { preconditionFailure("a value cannot be computed a second time") }
      segment(next).setTensor(value.value, next.slot)
    }
  }

  private func hasValue(_ id: NodeID) -> Bool {
    node(id).pointee.kind == .number || segment(id).tensor(id.slot) != nil
  }
}

extension Operation {
  /// Which values the derivative by an operand is computed from, as far as its form tells.
  ///
  /// It is about what is worth keeping: a rule may ask for any other value too.
  func derivativeUse(of operandCount: Int) -> DerivativeUse {
    switch family {
    case .unary(_, derivative: nil), .elementwise(_, derivative: nil), .binary(_, derivatives: nil):
      []
    case .linear(let rule):
      rule.isJoint || rule.access != nil || operandCount == 1 ? [] : [.first, .second]
    case .general(let rule): rule.derivativeUse
    case .leaf: []
    case .unary, .elementwise, .binary, .custom: .all
    }
  }
}
