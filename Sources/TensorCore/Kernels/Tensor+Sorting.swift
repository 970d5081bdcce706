internal import CVectorMath

extension Tensor {
  /// The positions along an axis that put its elements in rising order.
  ///
  /// Equal elements keep their order; NaN comes last.
  public func argsorted(
    axis: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try alongLast(axis) { table throws(TensorError) in
      let result = try Tensor(unfilled: table.shape, .float64)
      let order = try SortingOrder(of: table, interruption: interruption)
      try table.forEachRow(interruption) { row, offset in
        order.write(row, to: result.float64 + offset)
      }
      return result
    }
  }

  /// The elements along an axis in rising order; NaN comes last.
  public func sorted(
    axis: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    if dtype == .bool {
      let numbers = try cast(to: .float32).sorted(axis: axis, interruption: interruption)
      return try numbers.cast(to: .bool)
    }
    return try alongLast(axis) { table throws(TensorError) in
      let result = try Tensor(unfilled: table.shape, dtype)
      if dtype == .float32 {
        try table.sortRows(UInt32.self, to: result, interruption)
      } else {
        try table.sortRows(UInt64.self, to: result, interruption)
      }
      result.isKnownFinite = table.isKnownFinite
      return result
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
    try alongLast(axis, keys) { table, order, result throws(TensorError) in
      try table.forEachRow(interruption) { row, offset in
        order.arrange(row, table.float64 + offset, to: result.float64 + offset)
      }
    }
  }

  /// The transpose of `arranged` as a linear map: elements in sorted order go back to their places.
  public func disarranged(
    by keys: Tensor,
    axis: Int,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    try alongLast(axis, keys) { table, order, result throws(TensorError) in
      let values = try Tensor(unfilled: table.shape, .float64)
      table.copyElements(0, 1, to: values, 0, 1, table.count)
      try table.forEachRow(interruption) { row, offset in
        order.disarrange(row, values.float64 + offset, to: result.float64 + offset)
      }
    }
  }

  /// A function of the elements with an axis brought to the end, and taken back afterwards; an empty tensor stays.
  private func alongLast(
    _ axis: Int,
    _ body: (_ table: Tensor) throws(TensorError) -> Tensor
  ) throws(TensorError) -> Tensor {
    let axis = try shape.axis(axis)
    let order = (0..<rank).filter { $0 != axis } + [axis]
    let table = try transposed(permutation: order)
    let inverse = order.indices.sorted { order[$0] < order[$1] }
    guard count > 0 else { return self }
    return try body(table).transposed(permutation: inverse)
  }

  /// The same of doubles that are ordered by keys; the result has their kind.
  private func alongLast(
    _ axis: Int,
    _ keys: Tensor,
    _ body: (_ table: Tensor, _ order: SortingOrder, _ result: Tensor) throws(TensorError) -> Void
  ) throws(TensorError) -> Tensor {
    guard keys.shape == shape else {
      throw .shape("keys of shape \(keys.shape) do not order a tensor of shape \(shape)", hint: nil)
    }
    let axis = try shape.axis(axis)
    let order = (0..<rank).filter { $0 != axis } + [axis]
    let result = try cast(to: .float64).alongLast(axis) { table throws(TensorError) in
      let result = try Tensor(unfilled: table.shape, .float64)
      let sorting = try SortingOrder(of: keys.transposed(permutation: order), interruption: nil)
      try body(table, sorting, result)
      return result
    }
    return try result.cast(to: dtype.arithmetic)
  }

  /// Calls `body` for each row along the last axis with its number and offset, on several threads.
  private func forEachRow(
    _ interruption: Interruption?,
    _ body: (_ row: Int, _ offset: Int) -> Void
  ) throws(TensorError) {
    let length = shape.dimensions[rank - 1]
    try Workers.split(count / length, grain: max(1, Workers.grain(4) / length), interruption) {
      for row in $0 { body(row, row * length) }
    }
    withExtendedLifetime(storage) {}
  }

  /// Writes the rows along the last axis in order.
  ///
  /// Bound: as many elements in the result as here; a key has the size of an element.
  private func sortRows<Key: SortingItem>(
    _: Key.Type,
    to result: Tensor,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let (keys, spare) = (try Tensor(unfilled: [count], dtype), try Tensor(unfilled: [count], dtype))
    let isSingle = dtype == .float32
    let grain = Workers.grain(1)
    func bits<Bits>(_ tensor: Tensor, _: Bits.Type) -> UnsafeMutablePointer<Bits> {
      tensor.bytes.assumingMemoryBound(to: Bits.self)
    }
    try Workers.split(count, grain: grain, interruption) { part in
      let (start, count) = (part.lowerBound, part.count)
      if isSingle {
        adj_keys_f32(float32 + start, bits(keys, UInt32.self) + start, count, 0)
      } else {
        adj_keys_f64(float64 + start, bits(keys, UInt64.self) + start, count, 0)
      }
    }
    let length = shape.dimensions[rank - 1]
    let runs = SortingRuns<Key>(rows: count / length, length: length)
    let sorted = try runs.sort(bits(keys, Key.self), bits(spare, Key.self), interruption)
    let isSpare = sorted == bits(spare, Key.self)
    let source = isSpare ? spare : keys
    try Workers.split(count, grain: grain, interruption) { part in
      let (start, count) = (part.lowerBound, part.count)
      if isSingle {
        adj_unkeyed_f32(bits(source, UInt32.self) + start, result.float32 + start, count)
      } else {
        adj_unkeyed_f64(bits(source, UInt64.self) + start, result.float64 + start, count)
      }
    }
    try forEachRow(interruption) { _, offset in
      if isSingle {
        adj_settle_zeros_f32(float32 + offset, result.float32 + offset, length)
      } else {
        adj_settle_zeros_f64(float64 + offset, result.float64 + offset, length)
      }
    }
    withExtendedLifetime((keys, spare, storage)) {}
  }
}
