/// How several operands are walked together over a broadcast shape.
///
/// Neighbouring axes that every operand walks alike are joined, so that the runs of the innermost
/// loop are as long as they can be; within a run each operand stands still or moves by one.
struct BroadcastPlan {
  /// The elements of one run, and each operand's step in it: 0 or 1.
  private(set) var run = 1
  private(set) var steps: [Int]
  /// The axis next to the runs: a block of rows that one call computes.
  private(set) var rows: (size: Int, strides: [Int])
  /// The axes outside the blocks, innermost first, with each operand's stride.
  private(set) var outer: [(size: Int, strides: [Int])] = []

  init(_ operands: [Shape], to result: Shape) {
    steps = operands.map { _ in 0 }
    rows = (1, steps)
    var axes: [(size: Int, strides: [Int])] = []
    var strides = operands.map { _ in 1 }
    for axis in stride(from: result.rank - 1, through: 0, by: -1) {
      let size = result.dimensions[axis]
      let sizes = operands.map { $0.size(axis, ofRank: result.rank) }
      defer { strides = zip(strides, sizes).map { $0 * $1 } }
      if size == 1 { continue }
      let current = zip(strides, sizes).map { $1 == 1 ? 0 : $0 }
      if let last = axes.last, current == last.strides.map({ $0 * last.size }) {
        axes[axes.count - 1].size *= size
      } else {
        axes.append((size, current))
      }
    }
    guard let inner = axes.first else { return }
    run = inner.size
    steps = inner.strides
    rows = axes.count > 1 ? axes[1] : rows
    outer = Array(axes.dropFirst(2))
  }

  /// Calls `body` for runs, or parts of the one run there is, on several threads where there are many elements, of which
  /// each takes `grain` at a time.
  func forEachPart(
    grain: Int,
    _ body: (_ offsets: [Int], _ result: Int, _ count: Int) -> Void
  ) throws(TensorError) {
    let isOneRow = rows.size == 1
    let count = isOneRow ? run : rows.size
    let strides = isOneRow ? steps : rows.strides
    let grain = isOneRow ? grain : max(1, grain / max(1, run))
    try forEachBlock { offsets, result throws(TensorError) in
      try Workers.split(count, grain: grain) { part in
        var offsets = offsets
        for operand in offsets.indices { offsets[operand] += part.lowerBound * strides[operand] }
        if isOneRow { return body(offsets, result + part.lowerBound, part.count) }
        for row in part {
          body(offsets, result + row * run, run)
          for operand in offsets.indices { offsets[operand] += strides[operand] }
        }
      }
    }
  }

  /// Calls `body` once for each run with the operands' offsets and the result's.
  func forEachRun(_ body: (_ offsets: [Int], _ result: Int) -> Void) {
    forEachBlock { offsets, result in
      var offsets = offsets
      for row in 0..<rows.size {
        body(offsets, result + row * run)
        for operand in offsets.indices { offsets[operand] += rows.strides[operand] }
      }
    }
  }

  /// Calls `body` once for each block of rows with the operands' offsets and the result's.
  func forEachBlock<E: Error>(
    _ body: (_ offsets: [Int], _ result: Int) throws(E) -> Void
  ) throws(E) {
    guard run > 0, rows.size > 0, outer.allSatisfy({ $0.size > 0 }) else { return }
    var position = outer.map { _ in 0 }
    var offsets = steps.map { _ in 0 }
    var result = 0
    while true {
      try body(offsets, result)
      result += run * rows.size
      var axis = 0
      while true {
        guard axis < outer.count else { return }
        let (size, strides) = outer[axis]
        position[axis] += 1
        for operand in offsets.indices { offsets[operand] += strides[operand] }
        if position[axis] < size { break }
        position[axis] = 0
        for operand in offsets.indices { offsets[operand] -= strides[operand] * size }
        axis += 1
      }
    }
  }
}
