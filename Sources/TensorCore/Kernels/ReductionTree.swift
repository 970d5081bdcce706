internal import CVectorMath

/// A long reduction cut where its tree branches, so that several threads share it without changing a bit.
struct ReductionTree {
  /// The elements that one thread reduces at a time.
  static let partSize = 1 << 15

  private let reduction: Reduction
  private let inner: Int
  /// The rows that the tree takes one after the other.
  private let leaf: Int
  /// The rows of each part, all of them subtrees.
  private let parts: [Range<Int>]

  init(_ reduction: Reduction, rows: Int, inner: Int) {
    self.reduction = reduction
    self.inner = inner
    leaf = adj_leaf_rows(inner)
    var parts: [Range<Int>] = []
    let most = max(leaf, ReductionTree.partSize / inner)
    var open = [0..<rows]
    while let next = open.popLast() {
      guard next.count > most else {
        parts.append(next)
        continue
      }
      let middle = next.lowerBound + adj_left_rows(next.count, leaf)
      open.append(middle..<next.upperBound)
      open.append(next.lowerBound..<middle)
    }
    self.parts = parts
  }

  /// Reduces rows behind an offset to one row behind another.
  ///
  /// Bound: the rows, and `inner` elements.
  func reduce(
    _ x: Tensor,
    _ offset: Int,
    to result: Tensor,
    _ target: Int,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let partial = try Tensor(unfilled: [parts.count, inner], x.dtype)
    try Workers.run(parts.count, interruption) { index in
      let rows = parts[index]
      let start = offset + rows.lowerBound * inner
      reduction.run(x, start, partial, index * inner, (1, rows.count, inner))
    }
    var next = 0
    _ = combine(parts[0].lowerBound..<(parts.last?.upperBound ?? 0), partial, &next)
    partial.copyElements(0, 1, to: result, target, 1, inner)
  }

  /// Adds up the parts of some rows, from part `next` on, and returns in which part the result is left.
  private func combine(_ rows: Range<Int>, _ partial: Tensor, _ next: inout Int) -> Int {
    if parts[next] == rows {
      next += 1
      return next - 1
    }
    let middle = rows.lowerBound + adj_left_rows(rows.count, leaf)
    let left = combine(rows.lowerBound..<middle, partial, &next)
    let right = combine(middle..<rows.upperBound, partial, &next)
    let kernels = InstructionSet.current.kernels
    let kernel = Int32(reduction.kernel.rawValue)
    let walk = adj_walk(step: 1, row: 0)
    if partial.dtype == .float32 {
      let (a, b) = (partial.float32 + left * inner, partial.float32 + right * inner)
      _ = adj_binary_f32(kernels, kernel, a, walk, b, walk, a, inner, 1)
    } else {
      let (a, b) = (partial.float64 + left * inner, partial.float64 + right * inner)
      _ = adj_binary_f64(kernels, kernel, a, walk, b, walk, a, inner, 1)
    }
    return left
  }
}

extension Reduction {
  /// What combines two.
  fileprivate var kernel: BinaryKernel {
    switch self {
    case .sum: .add
    case .product: .multiply
    case .maximum: .maximum
    case .minimum: .minimum
    }
  }
}
