internal import CVectorMath

/// Questions about which elements are not zero.
extension Tensor {
  /// Whether every element along some axes, or all, is not zero; true where there is nothing.
  public func all(axes: [Int]? = nil, keepsDimensions: Bool = false) throws(TensorError) -> Tensor {
    let result = try truthCounts(axes: axes, keepsDimensions: keepsDimensions)
    let most = result.count > 0 ? count / result.count : 0
    return try BinaryKernel.equal.apply(to: result, Tensor(Double(most)))
  }

  /// Whether some element along some axes, or all, is not zero; false where there is nothing.
  public func any(axes: [Int]? = nil, keepsDimensions: Bool = false) throws(TensorError) -> Tensor {
    try truthCounts(axes: axes, keepsDimensions: keepsDimensions).cast(to: .bool)
  }

  /// How many elements along some axes, or all, are not zero.
  public func truthCounts(
    axes: [Int]? = nil,
    keepsDimensions: Bool = false
  ) throws(TensorError) -> Tensor {
    let axes = try shape.axes(axes)
    let result = shape.reduced(over: axes, keepsDimensions: keepsDimensions)
    guard let last = axes.last else { return try cast(to: .bool).cast(to: .float64) }
    try settle()
    var first = last
    while axes.contains(first - 1) { first -= 1 }
    let inner = shape.dimensions[(last + 1)...].reduce(1, *)
    let rows = shape.dimensions[first...last].reduce(1, *)
    let outer = shape.dimensions[..<first].reduce(1, *)
    // Long stretches of rows in parts; counts are whole numbers, so their order does not matter.
    let height = max(1, Workers.grain(1) / max(1, inner))
    let parts = max(1, (rows + height - 1) / height)
    let partial = try Tensor(unfilled: [outer, parts, inner], .float64)
    let grain = max(1, Workers.grain(1) / max(1, min(rows, height) * inner))
    try Workers.split(outer * parts, grain: grain) { indices in
      for index in indices {
        let row = index % parts * height
        let start = (index / parts * rows + row) * inner
        let target = partial.float64 + index * inner
        let some = min(height, rows - row)
        switch dtype {
        case .float64: adj_count_rows_f64(float64 + start, some, inner, target)
        case .float32: adj_count_rows_f32(float32 + start, some, inner, target)
        case .bool: adj_count_rows_u8(bool + start, some, inner, target)
        }
      }
    }
    let own = parts == 1 ? partial : try partial.sum(axes: [1])
    let kept = shape.reduced(over: Array(first...last), keepsDimensions: true)
    let others = axes.filter { $0 < first }
    return try own.reshaped(to: kept).sum(axes: others, keepsDimensions: true).reshaped(to: result)
  }
}
