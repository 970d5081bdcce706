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

  /// The functions that can be done, by their kernels.
  private var batches = [[Int]](repeating: [], count: UnaryKernel.allCases.count)
  /// The last function that waits for each number, and the one that waited before each of them.
  private var last: [Int32]
  private var previous: [Int32]
  /// The function that each step is which waits.
  private var kernels: [UnaryKernel?]

  private static let none: Int32 = -1

  /// Prepares for steps at positions below `count`.
  init(count: Int) {
    last = [Int32](repeating: Self.none, count: count)
    previous = last
    kernels = [UnaryKernel?](repeating: nil, count: count)
  }

  /// Whether the step is one that waits.
  func holds(_ position: Int) -> Bool { kernels[position] != nil }

  /// Lets a function of a number wait, for company and as long as the number is not known.
  mutating func add(_ kernel: UnaryKernel, at position: Int, of operand: Int, isKnown: Bool) {
    kernels[position] = kernel
    if isKnown {
      batches[Int(kernel.rawValue)].append(position)
    } else {
      previous[position] = last[operand]
      last[operand] = Int32(position)
    }
  }

  /// The steps to do so that the one at `position` is done.
  mutating func batch(of position: Int) -> Batch {
    guard let kernel = kernels[position], let batch = take(kernel) else {
      preconditionFailure("a step waits until it is needed")
    }
    return batch
  }

  /// Steps that still wait; nil where there are none.
  mutating func next() -> Batch? {
    UnaryKernel.allCases.first { !batches[Int($0.rawValue)].isEmpty }.flatMap { take($0) }
  }

  private mutating func take(_ kernel: UnaryKernel) -> Batch? {
    let positions = batches[Int(kernel.rawValue)]
    guard !positions.isEmpty else { return nil }
    batches[Int(kernel.rawValue)] = []
    return Batch(kernel: kernel, positions: positions)
  }

  /// Lets the functions of a number that has become known wait no longer for it.
  mutating func add(consumersOf position: Int) {
    var consumer = Int(last[position])
    last[position] = Self.none
    while consumer >= 0 {
      if let kernel = kernels[consumer] { batches[Int(kernel.rawValue)].append(consumer) }
      consumer = Int(previous[consumer])
    }
  }
}
