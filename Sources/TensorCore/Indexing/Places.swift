internal import CVectorMath
internal import Synchronization

/// Positions along an axis, or offsets of elements, in memory that counts against the limit.
public struct Places: Sendable {
  /// Room for the numbers, each as large as a `float64`.
  private let memory: Tensor

  public var count: Int { memory.count }
  public var isEmpty: Bool { count == 0 }

  /// The first number.
  ///
  /// Bound: `count` numbers, while the places live.
  var start: UnsafeMutablePointer<Int> { memory.bytes.assumingMemoryBound(to: Int.self) }

  private init(unfilled count: Int) throws(TensorError) {
    memory = try Tensor(unfilled: [count], .float64)
  }

  /// The places that a function gives for each position; several threads call it.
  public init(count: Int, _ place: (_ position: Int) -> Int) throws(TensorError) {
    try self.init(unfilled: count)
    let start = start
    try Workers.split(count, grain: Workers.grain(4)) { part in
      for position in part { start[position] = place(position) }
    }
  }

  /// Places that follow each other.
  public init(_ range: Range<Int>) throws(TensorError) {
    try self.init(count: range.count) { range.lowerBound + $0 }
  }

  public init(_ numbers: [Int]) throws(TensorError) {
    try self.init(count: numbers.count) { numbers[$0] }
  }

  /// The elements of a tensor in row-major order; nil unless all are whole numbers that an `Int` can hold.
  public init?(_ numbers: Tensor) throws(TensorError) {
    let numbers = try numbers.cast(to: .float64)
    try self.init(unfilled: numbers.count)
    let areWhole = Atomic(true)
    let start = start
    try Workers.split(count, grain: Workers.grain(2)) { part in
      let (first, count) = (part.lowerBound, part.count)
      if adj_whole_numbers(numbers.float64 + first, start + first, count) == 0 {
        areWhole.store(false, ordering: .relaxed)
      }
    }
    withExtendedLifetime(numbers) {}
    guard areWhole.load(ordering: .relaxed) else { return nil }
  }

  /// The row-major positions, times `stride`, of what is true in a mask.
  init(trueIn mask: Tensor, stride: Int) throws(TensorError) {
    precondition(mask.dtype == .bool, "a mask is of bools")
    try mask.settle()
    let grain = Workers.grain(2)
    let parts = (mask.count + grain - 1) / grain
    // Counted first, so that each thread knows where its own begin.
    let counts = try Places(unfilled: parts + 1)
    counts.start[0] = 0
    try Workers.split(parts, grain: 1) { indices in
      for index in indices {
        let first = index * grain
        counts.start[index + 1] = adj_count_true(mask.bool + first, min(grain, mask.count - first))
      }
    }
    for index in 0..<parts { counts.start[index + 1] += counts.start[index] }
    try self.init(unfilled: counts.start[parts])
    let start = start
    try Workers.split(parts, grain: 1) { indices in
      for index in indices {
        let first = index * grain
        adj_mask_offsets(
          mask.bool + first,
          first,
          stride,
          start + counts.start[index],
          min(grain, mask.count - first)
        )
      }
    }
    withExtendedLifetime((mask, counts)) {}
  }

  public subscript(position: Int) -> Int {
    precondition(position >= 0 && position < count, "a place that is there")
    return withExtendedLifetime(memory) { start[position] }
  }

  /// A function of every place, which several threads compute.
  func mapped(_ function: (Int) -> Int) throws(TensorError) -> Places {
    let start = start
    defer { withExtendedLifetime(memory) {} }
    return try Places(count: count) { function(start[$0]) }
  }

  /// The greatest place; nil where there are none.
  public var greatest: Int? {
    withExtendedLifetime(memory) { UnsafeBufferPointer(start: start, count: count).max() }
  }

  /// The smallest place; nil where there are none.
  public var least: Int? {
    withExtendedLifetime(memory) { UnsafeBufferPointer(start: start, count: count).min() }
  }

  /// The first place outside a range.
  public func firstOutside(_ range: Range<Int>) throws(TensorError) -> Int? {
    let found = Atomic(count)
    let start = start
    try Workers.split(count, grain: Workers.grain(2)) { part in
      for position in part where !range.contains(start[position]) {
        found.min(position, ordering: .relaxed)
        return
      }
    }
    let position = found.load(ordering: .relaxed)
    return position < count ? self[position] : nil
  }
}

extension Places: ExpressibleByArrayLiteral {
  /// A few places that are written down.
  public init(arrayLiteral numbers: Int...) {
    memory = Tensor(storage: Storage.makeUncounted([numbers.count], .float64))
    for (position, number) in numbers.enumerated() { start[position] = number }
  }
}
