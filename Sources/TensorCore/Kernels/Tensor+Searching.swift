internal import CVectorMath

extension Tensor {
  /// The first position of the largest along an axis, or in row-major order; NaN counts as largest.
  public func argmax(
    axis: Int? = nil,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let wide = Search(run: adj_argmax_f64, rows: adj_argmax_rows_f64)
    let narrow = Search(run: adj_argmax_f32, rows: adj_argmax_rows_f32)
    return try search("maximum", axis, wide, narrow, interruption)
  }

  /// The first position of the smallest along an axis, or in row-major order; NaN counts as smallest.
  public func argmin(
    axis: Int? = nil,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    let wide = Search(run: adj_argmin_f64, rows: adj_argmin_rows_f64)
    let narrow = Search(run: adj_argmin_f32, rows: adj_argmin_rows_f32)
    return try search("minimum", axis, wide, narrow, interruption)
  }

  /// What looks through one run, and through rows for each column.
  private struct Search<Element> {
    let run: (OpaquePointer?, UnsafePointer<Element>?, Int) -> Int
    let rows:
      (
        UnsafePointer<Element>?, Int, Int, UnsafeMutablePointer<Element>?,
        UnsafeMutablePointer<Double>?
      ) -> Void
  }

  private func search(
    _ name: String,
    _ axis: Int?,
    _ wide: Search<Double>,
    _ narrow: Search<Float>,
    _ interruption: Interruption?
  ) throws(TensorError) -> Tensor {
    let axes: [Int]
    if let axis { axes = [try shape.axis(axis)] } else { axes = Array(0..<rank) }
    try requireElements(along: axes, for: name)
    let x = try cast(to: dtype.arithmetic)
    let result = try Tensor(unfilled: shape.reduced(over: axes, keepsDimensions: false), .float64)
    let rows = axes.reduce(1) { $0 * shape.dimensions[$1] }
    let inner = axis == nil ? 1 : shape.strides[axes[0]]
    if x.dtype == .float32 {
      try x.search(x.float32, narrow, rows, inner, to: result, interruption)
    } else {
      try x.search(x.float64, wide, rows, inner, to: result, interruption)
    }
    withExtendedLifetime(x) {}
    return result
  }

  /// Looks through `[outer, rows, inner]` elements for `[outer, inner]` positions.
  ///
  /// Bound: as many elements as the tensor has.
  private func search<Element>(
    _ elements: UnsafeMutablePointer<Element>,
    _ search: Search<Element>,
    _ rows: Int,
    _ inner: Int,
    to result: Tensor,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let outer = result.count / max(1, inner)
    let grain = max(1, Workers.grain(2) / max(1, rows * inner))
    let best = try Tensor(unfilled: [inner == 1 ? 0 : result.count], dtype)
    let room = best.bytes.assumingMemoryBound(to: Element.self)
    let kernels = InstructionSet.current.kernels
    try Workers.split(outer, grain: grain, interruption) { part in
      for block in part {
        let (start, target) = (elements + block * rows * inner, result.float64 + block * inner)
        if inner == 1 {
          target[0] = Double(search.run(kernels, start, rows))
        } else {
          search.rows(start, rows, inner, room + block * inner, target)
        }
      }
    }
    withExtendedLifetime((result, best)) {}
  }
}
