extension Tensor {
  /// The positions along an axis that put its elements in rising order.
  ///
  /// Equal elements keep their order; NaN comes last.
  public func argsorted(
    axis: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try rowwise(self, axis: axis, dtype: .float64) { row, keys, result throws(TensorError) in
      let order = try SortingOrder(of: keys, interruption: interruption)
      for (place, position) in order.positions.enumerated() { result[place] = Double(position) }
    }
  }

  /// The elements along an axis in rising order; NaN comes last.
  public func sorted(
    axis: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try rowwise(self, axis: axis, dtype: dtype) { row, keys, result throws(TensorError) in
      let order = try SortingOrder(of: keys, interruption: interruption)
      for (place, position) in order.positions.enumerated() { result[place] = row[position] }
    }
  }

  /// The elements along an axis in the order that sorts the keys; among equal keys their mean.
  ///
  /// - Shapes: both the same.
  public func arranged(
    by keys: Tensor,
    axis: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try rowwise(keys, axis: axis, dtype: dtype.arithmetic) {
      row,
      keys,
      result throws(TensorError) in
      let order = try SortingOrder(of: keys, interruption: interruption)
      for (place, position) in order.positions.enumerated() { result[place] = row[position] }
      order.averageTies(of: keys, in: &result)
    }
  }

  /// The transpose of `arranged` as a linear map: elements in sorted order go back to their places.
  public func disarranged(
    by keys: Tensor,
    axis: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try rowwise(keys, axis: axis, dtype: dtype.arithmetic) {
      row,
      keys,
      result throws(TensorError) in
      let order = try SortingOrder(of: keys, interruption: interruption)
      var shared = row
      order.averageTies(of: keys, in: &shared)
      for (place, position) in order.positions.enumerated() { result[position] = shared[place] }
    }
  }

  private typealias RowBody = (
    _ row: [Double], _ keys: [Double], _ result: inout [Double]
  ) throws(TensorError) -> Void

  /// The result of a function of the rows along an axis, with the keys' rows beside them.
  private func rowwise(
    _ keys: Tensor,
    axis: Int,
    dtype: DType,
    _ body: RowBody
  ) throws(TensorError) -> Tensor {
    guard keys.shape == shape else {
      throw .shape("keys of shape \(keys.shape) do not order a tensor of shape \(shape)", hint: nil)
    }
    let axis = try shape.axis(axis)
    let order = (0..<rank).filter { $0 != axis } + [axis]
    let table = try transposed(permutation: order)
    let length = shape.dimensions[axis]
    let result = try Tensor(unfilled: table.shape, dtype)
    guard table.count > 0 else { return try result.transposed(permutation: inverse(of: order)) }
    let values = table.values
    let keyValues = try keys.transposed(permutation: order).values
    var all: [Double] = []
    all.reserveCapacity(values.count)
    var sorted = [Double](repeating: 0, count: length)
    for start in stride(from: 0, to: values.count, by: length) {
      let range = start..<(start + length)
      try body(Array(values[range]), Array(keyValues[range]), &sorted)
      all += sorted
    }
    result.store(all)
    return try result.transposed(permutation: inverse(of: order))
  }

  private func inverse(of order: [Int]) -> [Int] {
    order.indices.sorted { order[$0] < order[$1] }
  }
}
