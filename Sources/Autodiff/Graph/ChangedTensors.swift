import TensorCore

/// Tensors that are kept as what differs from another node's, so that `x[i] = v` costs no copy of `x`.
///
/// The node made last holds the elements; an earlier one holds those that were replaced, and the way to them.
/// Asking for an earlier value turns the difference around, and the elements move back.
///
/// - Source: H. G. Baker, "Shallow Binding Makes Functional Arrays Fast", ACM SIGPLAN Notices 26(8), 1991.
struct ChangedTensors {
  /// One node's tensor as a few elements in place of another's.
  struct Difference {
    var base: NodeID
    var steps: [Step]
  }

  struct Step {
    let selection: Selection
    var elements: Tensor
  }

  private var differences: [NodeID: Difference] = [:]
  /// The nodes that are kept as a difference from each.
  private var dependents: [NodeID: [NodeID]] = [:]

  var isEmpty: Bool { differences.isEmpty }

  subscript(id: NodeID) -> Difference? { differences[id] }

  /// Whether a node is kept as a difference, or others are kept as one from it.
  func holds(_ id: NodeID) -> Bool { differences[id] != nil || dependents[id] != nil }

  func dependents(of id: NodeID) -> [NodeID] { dependents[id] ?? [] }

  mutating func insert(_ difference: Difference, for id: NodeID) {
    differences[id] = difference
    dependents[difference.base, default: []].append(id)
  }

  mutating func remove(_ id: NodeID) -> Difference? {
    guard let difference = differences.removeValue(forKey: id) else { return nil }
    dependents[difference.base]?.removeAll { $0 == id }
    if dependents[difference.base]?.isEmpty == true { dependents[difference.base] = nil }
    return difference
  }
}

extension Graph {
  /// From how many elements on a replaced part is kept as a difference.
  private static let sharedCount = 32

  /// Appends a replacement of elements whose result takes over the elements of its first operand.
  ///
  /// - Returns: nil where it is to be recorded like any other operation.
  /// - Complexity: O(the replaced part).
  func recordReplacement(_ operation: Operation, _ inputs: [NodeID]) throws -> NodeID? {
    guard case .linear(let rule) = operation.family, case .replaces(let parts)? = rule.access,
      recordsHistory, dependencySet(of: inputs[0]) != .empty
    else { return nil }
    let (whole, part) = (inputs[0], inputs[1])
    let (kind, partKind) = (kind(of: whole), kind(of: part))
    let union = dependencies.union(dependencySet(of: whole), dependencySet(of: part))
    guard kind.shape.count >= Self.sharedCount, kind.dtype == partKind.dtype,
      !union.leftIsStale, !union.rightIsStale
    else { return nil }
    let selection = try Selection(parts, in: kind.shape)
    guard selection.isDistinct, partKind.shape.canBroadcast(to: selection.resultShape) else {
      return nil
    }
    // Everything that can fail is done before anything moves.
    var elements = try value(of: part).broadcast(to: selection.resultShape)
    _ = value(of: whole)
    let id = append(operation, whole, part, node(whole).pointee.kind, 0, union.set)
    guard var tensor = takeTensor(of: whole) else { preconditionFailure("a node without a value") }
    tensor.exchange(with: &elements, at: selection)
    segment(id).setTensor(tensor, id.slot)
    let step = ChangedTensors.Step(selection: selection, elements: elements)
    changedTensors.insert(.init(base: id, steps: [step]), for: whole)
    return id
  }

  /// Gives a node that is kept as a difference its elements; the one that had them becomes a difference.
  ///
  /// - Complexity: O(the parts that were replaced between the two).
  func bringBack(_ id: NodeID) {
    var way = [id]
    var last = id
    while let difference = changedTensors[last] {
      last = difference.base
      way.append(last)
    }
    while way.count > 1 {
      let holder = way.removeLast()
      let next = way[way.count - 1]
      guard var tensor = takeTensor(of: holder), var difference = changedTensors.remove(next)
      else { return }
      for index in difference.steps.indices {
        let selection = difference.steps[index].selection
        tensor.exchange(with: &difference.steps[index].elements, at: selection)
      }
      segment(next).setTensor(tensor, next.slot)
      difference.steps.reverse()
      difference.base = next
      changedTensors.insert(difference, for: holder)
    }
  }

  /// Lets what depends on a node's elements go on without it.
  func leave(_ id: NodeID) {
    if changedTensors[id] == nil, let heir = changedTensors.dependents(of: id).first {
      bringBack(heir)
    }
    guard let own = changedTensors.remove(id) else { return }
    for dependent in changedTensors.dependents(of: id) {
      guard let difference = changedTensors.remove(dependent) else { continue }
      let steps = own.steps + difference.steps
      changedTensors.insert(.init(base: own.base, steps: steps), for: dependent)
    }
  }

  /// The tensor of a node, which has none until it is set again.
  private func takeTensor(of id: NodeID) -> Tensor? {
    let segment = segment(id)
    let tensor = segment.tensor(id.slot)
    segment.setTensor(nil, id.slot)
    return tensor
  }
}
