internal import CVectorMath
internal import Synchronization

extension Tensor {
  /// The first element in row-major order that a test holds for; several threads look.
  public func first(where test: (Double) -> Bool) throws(TensorError) -> Double? {
    try settle()
    let found = Atomic(count)
    try Workers.split(count, grain: Workers.grain(8)) { part in
      let position: Int?
      switch dtype {
      case .float64: position = part.first { test(float64[$0]) }
      case .float32: position = part.first { test(Double(float32[$0])) }
      case .bool: position = part.first { test(Double(bool[$0])) }
      }
      if let position { found.min(position, ordering: .relaxed) }
    }
    let position = found.load(ordering: .relaxed)
    return position < count ? self[position] : nil
  }

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
        UnsafePointer<Element>?, Int, Int, Int, UnsafeMutablePointer<Element>?,
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

  /// The position in a long run: that of the winner among the winners of its parts.
  ///
  /// Bound: `count` elements.
  private func longSearch<Element>(
    _ elements: UnsafeMutablePointer<Element>,
    _ search: Search<Element>,
    _ count: Int,
    _ interruption: Interruption?
  ) throws(TensorError) -> Int {
    let (size, kernels) = (Workers.grain(2), InstructionSet.current.kernels)
    let parts = (count + size - 1) / size
    let (places, winners) = (
      try Places(count: parts) { _ in 0 }, try Tensor(unfilled: [parts], dtype)
    )
    let best = winners.bytes.assumingMemoryBound(to: Element.self)
    try Workers.run(parts, interruption) { index in
      let start = index * size
      let place = start + search.run(kernels, elements + start, min(size, count - start))
      places.start[index] = place
      best[index] = elements[place]
    }
    defer { withExtendedLifetime((winners, places)) {} }
    return places[search.run(kernels, best, parts)]
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
    if inner == 1, rows > 2 * Workers.grain(2) {
      for block in 0..<outer {
        let place = try longSearch(elements + block * rows, search, rows, interruption)
        result.float64[block] = Double(place)
      }
      return withExtendedLifetime(result) {}
    }
    let grain = max(1, Workers.grain(2) / max(1, rows * inner))
    let best = try Tensor(unfilled: [inner == 1 ? 0 : result.count], dtype)
    let room = best.bytes.assumingMemoryBound(to: Element.self)
    let kernels = InstructionSet.current.kernels
    // Rows in stretches that an interruption does not have to wait for.
    let height = max(1, (1 << 20) / max(1, inner))
    for first in stride(from: 0, to: rows, by: inner == 1 ? rows : height) {
      try (interruption ?? .current)?.check()
      try Workers.split(outer, grain: grain, interruption) { part in
        for block in part {
          let (start, target) = (elements + block * rows * inner, result.float64 + block * inner)
          if inner == 1 {
            target[0] = Double(search.run(kernels, start, rows))
          } else {
            let (some, best) = (min(height, rows - first), room + block * inner)
            search.rows(start + first * inner, first, some, inner, best, target)
          }
        }
      }
    }
    withExtendedLifetime((result, best)) {}
  }
}
