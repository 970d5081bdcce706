internal import CVectorMath

extension Tensor {
  /// Where a mask is not 0 the elements of one tensor, elsewhere those of another; all broadcast.
  public static func select(
    _ mask: Tensor,
    _ a: Tensor,
    _ b: Tensor
  ) throws(TensorError) -> Tensor {
    let shape = try a.shape.broadcast(with: b.shape).broadcast(with: mask.shape)
    let bothBool = a.dtype == .bool && b.dtype == .bool
    let common = bothBool ? .bool : DType.common(a.dtype, rank: a.rank, b.dtype, rank: b.rank)
    let (mask, a, b) = (try mask.cast(to: .bool), try a.cast(to: common), try b.cast(to: common))
    let result = try Tensor(unfilled: shape, common)
    let plan = BroadcastPlan([mask.shape, a.shape, b.shape], to: shape)
    let steps = plan.steps.map(Int32.init)
    try plan.forEachPart(grain: Workers.grain(1)) { offsets, position, count in
      selectRun(mask, a, b, result, offsets, steps, position, count)
    }
    withExtendedLifetime((mask, a, b)) {}
    return result
  }

  /// Chooses within one run.
  ///
  /// Bound: `count` elements behind each offset, or one where the step is 0.
  private static func selectRun(
    _ mask: Tensor,
    _ a: Tensor,
    _ b: Tensor,
    _ result: Tensor,
    _ offsets: [Int],
    _ steps: [Int32],
    _ position: Int,
    _ count: Int
  ) {
    let size = result.dtype.size
    let choice = mask.bool + offsets[0]
    let left = a.bytes + offsets[1] * size
    let right = b.bytes + offsets[2] * size
    let target = result.bytes + position * size
    func pointers<T>(_: T.Type) -> (UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>) {
      (
        UnsafePointer(left.assumingMemoryBound(to: T.self)),
        UnsafePointer(right.assumingMemoryBound(to: T.self)), target.assumingMemoryBound(to: T.self)
      )
    }
    switch result.dtype {
    case .float64:
      let (a, b, y) = pointers(UInt64.self)
      adj_select_8(choice, steps[0], a, steps[1], b, steps[2], y, count)
    case .float32:
      let (a, b, y) = pointers(UInt32.self)
      adj_select_4(choice, steps[0], a, steps[1], b, steps[2], y, count)
    case .bool:
      let (a, b, y) = pointers(UInt8.self)
      adj_select_1(choice, steps[0], a, steps[1], b, steps[2], y, count)
    }
  }

  /// Tensors of one shape side by side along a new axis.
  ///
  /// - Shapes: `n` times `(a, b)` along axis 0 `-> (n, a, b)`.
  public static func stacked(
    _ tensors: [Tensor],
    axis: Int = 0,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    guard let first = tensors.first else { throw .value("nothing to stack", hint: nil) }
    for (position, tensor) in tensors.enumerated() where tensor.shape != first.shape {
      throw .shape(
        "cannot stack: element 0 has shape \(first.shape), element \(position) has \(tensor.shape)",
        hint: nil
      )
    }
    let widened = Shape(first.shape.dimensions + [1])
    let position = try widened.axis(axis)
    var dimensions = first.shape.dimensions
    dimensions.insert(1, at: position)
    let slices = try tensors.map { tensor throws(TensorError) in
      try tensor.settle()
      return tensor.viewed(as: Shape(dimensions))
    }
    return try joined(slices, axis: position, interruption)
  }

  /// Tensors one after the other along an axis they have; their other axes agree.
  ///
  /// - Shapes: `(2, b)`, `(3, b)` along axis 0 `-> (5, b)`.
  public static func concatenated(
    _ tensors: [Tensor],
    axis: Int = 0,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    guard let first = tensors.first else { throw .value("nothing to concatenate", hint: nil) }
    if first.rank == 0 {
      throw .shape(
        "cannot concatenate numbers: they have no axes",
        hint: "stack makes a vector of them"
      )
    }
    let axis = try first.shape.axis(axis)
    let others = (0..<first.rank).filter { $0 != axis }
    for (position, tensor) in tensors.enumerated() {
      let fits =
        tensor.rank == first.rank
        && others.allSatisfy { tensor.shape.dimensions[$0] == first.shape.dimensions[$0] }
      if !fits {
        throw .shape(
          "cannot concatenate along axis \(axis): element 0 has shape \(first.shape), "
            + "element \(position) has \(tensor.shape)",
          hint: nil
        )
      }
    }
    return try joined(tensors, axis: axis, interruption)
  }

  /// Copies some rows of `length` elements to rows of `width` from a position on; narrow ones go column by column.
  ///
  /// Bound: the rows lie within both; the kinds are the same.
  private func copyRows(
    _ rows: Range<Int>,
    _ length: Int,
    to result: Tensor,
    _ start: Int,
    _ width: Int
  ) {
    let (first, target) = (rows.lowerBound * length, start + rows.lowerBound * width)
    if length < 8 {
      for column in 0..<length {
        copyElements(first + column, length, to: result, target + column, width, rows.count)
      }
    } else {
      for row in 0..<rows.count {
        copyElements(first + row * length, 1, to: result, target + row * width, 1, length)
      }
    }
  }

  private static func joined(
    _ tensors: [Tensor],
    axis: Int,
    _ interruption: Interruption?
  ) throws(TensorError) -> Tensor {
    var dimensions = tensors[0].shape.dimensions
    dimensions[axis] = tensors.reduce(0) { $0 + $1.shape.dimensions[axis] }
    // A list that mixes numbers of several kinds has the widest; rank plays no part here.
    let common = tensors.dropFirst().reduce(tensors[0].dtype) { kind, tensor in
      kind == tensor.dtype ? kind : DType.common(kind, rank: 1, tensor.dtype, rank: 1)
    }
    let result = try Tensor(unfilled: Shape(dimensions), common)
    let inner = dimensions[(axis + 1)...].reduce(1, *)
    let outer = dimensions[..<axis].reduce(1, *)
    var start = 0
    for tensor in tensors {
      let source = try tensor.cast(to: common)
      let length = tensor.shape.dimensions[axis] * inner
      let width = dimensions[axis] * inner
      if outer == 1 {
        try source.copy(0, 1, to: result, start, 1, length, interruption)
      } else {
        let grain = max(1, Workers.grain(2) / max(1, length))
        try Workers.split(outer, grain: grain, interruption) { blocks in
          source.copyRows(blocks, length, to: result, start, width)
        }
      }
      start += length
    }
    if tensors.allSatisfy(\.isKnownFinite) { result.isKnownFinite = true }
    return result
  }
}
