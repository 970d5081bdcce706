internal import CVectorMath

/// A way to make one number of many, over a tree that the shape alone decides.
enum Reduction: Int32 {
  // The order is that of ADJ_REDUCE in CVectorMath.h.
  case sum, product, maximum, minimum

  /// What runs of some axes come to; the bits do not depend on threads or instruction sets.
  func apply(
    to x: Tensor,
    over axes: [Int],
    keepsDimensions: Bool,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    var current = try x.cast(to: x.dtype.arithmetic)
    var remaining = axes[...]
    // From the last: neighbouring axes go at once.
    while let last = remaining.popLast() {
      var first = last
      while remaining.last == first - 1 {
        first -= 1
        remaining.removeLast()
      }
      current = try reduce(current, first...last, interruption)
    }
    return try current.reshaped(to: x.shape.reduced(over: axes, keepsDimensions: keepsDimensions))
  }

  /// The reduction of neighbouring axes, which keep size 1.
  private func reduce(
    _ x: Tensor,
    _ axes: ClosedRange<Int>,
    _ interruption: Interruption?
  ) throws(TensorError) -> Tensor {
    let dimensions = x.shape.dimensions
    let outer = dimensions[..<axes.lowerBound].reduce(1, *)
    let rows = dimensions[axes].reduce(1, *)
    let inner = dimensions[(axes.upperBound + 1)...].reduce(1, *)
    let shape = x.shape.reduced(over: Array(axes), keepsDimensions: true)
    let result = try Tensor(unfilled: shape, x.dtype)
    let size = rows * inner
    guard outer * size > ReductionTree.partSize else {
      run(x, 0, result, 0, (outer, rows, inner))
      return result
    }
    if size <= ReductionTree.partSize {
      try Workers.split(outer, grain: ReductionTree.partSize / max(1, size), interruption) { part in
        let start = part.lowerBound
        run(x, start * size, result, start * inner, (part.count, rows, inner))
      }
    } else {
      let tree = ReductionTree(self, rows: rows, inner: inner)
      for o in 0..<outer { try tree.reduce(x, o * size, to: result, o * inner, interruption) }
    }
    withExtendedLifetime(x) {}
    return result
  }

  /// Reduces `[outer, rows, inner]` elements behind an offset to `[outer, inner]` behind another.
  func run(
    _ x: Tensor,
    _ offset: Int,
    _ result: Tensor,
    _ target: Int,
    _ sizes: (outer: Int, rows: Int, inner: Int)
  ) {
    let kernels = InstructionSet.current.kernels
    let (outer, rows, inner) = sizes
    if x.dtype == .float32 {
      let (from, to) = (x.float32 + offset, result.float32 + target)
      adj_reduce_f32(kernels, rawValue, from, to, outer, rows, inner)
    } else {
      let (from, to) = (x.float64 + offset, result.float64 + target)
      adj_reduce_f64(kernels, rawValue, from, to, outer, rows, inner)
    }
  }
}

extension Tensor {
  /// The sum over some axes, or all; 0 where there is nothing.
  public func sum(
    axes: [Int]? = nil,
    keepsDimensions: Bool = false,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let axes = try shape.axes(axes)
    return try Reduction.sum.apply(
      to: self,
      over: axes,
      keepsDimensions: keepsDimensions,
      interruption
    )
  }

  /// The product over some axes, or all; 1 where there is nothing.
  public func product(
    axes: [Int]? = nil,
    keepsDimensions: Bool = false
  ) throws(TensorError) -> Tensor {
    let axes = try shape.axes(axes)
    return try Reduction.product.apply(to: self, over: axes, keepsDimensions: keepsDimensions)
  }

  /// The largest over some axes, or all: NaN beside NaN, an error where there is nothing.
  public func maximum(
    axes: [Int]? = nil,
    keepsDimensions: Bool = false
  ) throws(TensorError) -> Tensor {
    let axes = try shape.axes(axes)
    try requireElements(along: axes, for: "maximum")
    return try Reduction.maximum.apply(to: self, over: axes, keepsDimensions: keepsDimensions)
  }

  /// The smallest over some axes, or all: NaN beside NaN, an error where there is nothing.
  public func minimum(
    axes: [Int]? = nil,
    keepsDimensions: Bool = false
  ) throws(TensorError) -> Tensor {
    let axes = try shape.axes(axes)
    try requireElements(along: axes, for: "minimum")
    return try Reduction.minimum.apply(to: self, over: axes, keepsDimensions: keepsDimensions)
  }

  func requireElements(along axes: [Int], for name: String) throws(TensorError) {
    guard axes.contains(where: { shape.dimensions[$0] == 0 }) else { return }
    throw .value("no elements of \(shape) to take the \(name) of", hint: nil)
  }
}
