import TensorCore

/// Functions of numbers whose operands are known, kept back until one of them is needed.
///
/// All of one kernel are then done together: the cosines on the way back through a thousand sines wait for nothing
/// but the values on the way there.
struct WaitingSteps {
  /// Equal functions that can be done together.
  struct Batch {
    let kernel: UnaryKernel
    let positions: [Int]
  }

  private var batches: [UnaryKernel: [Int]] = [:]
  private var consumers: [Int: [Int]] = [:]
  private var kernels: [Int: UnaryKernel] = [:]

  /// Reads which of the steps at `positions` are worth waiting, and which of them wait for nothing.
  init(_ positions: [Int], _ slice: PlanSlice, isKnown: (Int) -> Bool) {
    for position in positions {
      guard let kernel = slice.nodes[position].groupedKernel,
        case .node(let operand) = slice.nodes[position].operands[0]
      else { continue }
      kernels[position] = kernel
      consumers[operand, default: []].append(position)
      if isKnown(operand) { batches[kernel, default: []].append(position) }
    }
  }

  /// Whether the step is one that waits.
  func holds(_ position: Int) -> Bool { kernels[position] != nil }

  /// The steps to do so that the one at `position` is done.
  mutating func batch(of position: Int) -> Batch {
    guard let kernel = kernels[position], let positions = batches.removeValue(forKey: kernel) else {
      preconditionFailure("a step waits until it is needed")
    }
    return Batch(kernel: kernel, positions: positions)
  }

  /// Steps that still wait; nil where there are none.
  mutating func next() -> Batch? {
    guard let kernel = batches.keys.min(by: { $0.rawValue < $1.rawValue }),
      let positions = batches.removeValue(forKey: kernel)
    else { return nil }
    return Batch(kernel: kernel, positions: positions)
  }

  /// Lets the functions of a number that has become known wait no longer for it.
  mutating func add(consumersOf position: Int, _ slice: PlanSlice) {
    for consumer in consumers.removeValue(forKey: position) ?? [] {
      guard let kernel = kernels[consumer] else { continue }
      batches[kernel, default: []].append(consumer)
    }
  }
}
