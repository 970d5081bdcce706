internal import CVectorMath

extension Tensor {
  /// The selected elements.
  public func gathered(
    _ selection: Selection,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    requireSource(selection)
    let result = try Tensor(unfilled: selection.resultShape, dtype)
    if let offsets = selection.offsets {
      try gather(offsets, from: selection.start, to: result, interruption)
    } else {
      try selection.forEachRun { offset, stride, count, position throws(TensorError) in
        try copy(offset, stride, to: result, position, 1, count, interruption)
      }
    }
    if isKnownFinite { result.isKnownFinite = true }
    return result
  }

  /// Copies single elements at offsets behind a start, on several threads where there are many.
  ///
  /// Bound: the offsets lie within the tensor; the result has as many elements as there are.
  private func gather(
    _ offsets: [Int],
    from start: Int,
    to result: Tensor,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let size = dtype.size
    try offsets.withUnsafeBufferPointer { offsets throws(TensorError) in
      guard let first = offsets.baseAddress else { return }
      let (from, to) = (bytes + start * size, result.bytes)
      try Workers.split(offsets.count, grain: Workers.grain(4), interruption) { part in
        let (place, count) = (part.lowerBound, part.count)
        func elements<T>(_: T.Type) -> (UnsafePointer<T>, UnsafeMutablePointer<T>) {
          let target = (to + place * size).assumingMemoryBound(to: T.self)
          return (UnsafePointer(from.assumingMemoryBound(to: T.self)), target)
        }
        switch dtype {
        case .float64:
          let (x, y) = elements(UInt64.self)
          adj_gather_8(x, first + place, y, count)
        case .float32:
          let (x, y) = elements(UInt32.self)
          adj_gather_4(x, first + place, y, count)
        case .bool:
          let (x, y) = elements(UInt8.self)
          adj_gather_1(x, first + place, y, count)
        }
      }
    }
    withExtendedLifetime((storage, result)) {}
  }

  /// The row-major positions times `stride` of what is true in a mask.
  func trueOffsets(stride: Int) -> [Int] {
    precondition(dtype == .bool, "a mask is of bools")
    return withExtendedLifetime(storage) {
      [Int](unsafeUninitializedCapacity: count) { buffer, found in
        guard let start = buffer.baseAddress else { return }
        found = adj_mask_offsets(bool, stride, start, count)
      }
    }
  }

  /// Zeros in a shape, with values added where a selection says, once for each occurrence.
  ///
  /// The transpose of `gathered` as a linear map.
  public static func scatterAdded(
    _ values: Tensor,
    at selection: Selection,
    into shape: Shape
  ) throws(TensorError) -> Tensor {
    var result = try filled(0, shape: shape, dtype: values.dtype.arithmetic)
    try result.accumulate(values, at: selection)
    return result
  }

  /// Puts values, broadcast, where a selection says; of several for one place the last stays.
  ///
  /// - Complexity: O(selection) where this is the only tensor with its elements.
  public mutating func assign(
    _ values: Tensor,
    at selection: Selection
  ) throws(TensorError) {
    requireSource(selection)
    let values = try fitted(values, to: selection)
    try makeUnique()
    withExtendedLifetime(values) {
      selection.forEachRun { offset, stride, count, position in
        values.copyElements(position, 1, to: self, offset, stride, count)
      }
    }
  }

  /// Exchanges values with what stands where a selection says, of the same kind and as many.
  ///
  /// Doing it twice changes nothing. The selection must name no element twice.
  /// - Complexity: O(selection) where both are the only tensors with their elements.
  public mutating func exchange(with values: inout Tensor, at selection: Selection) {
    requireSource(selection)
    precondition(
      values.count == selection.resultShape.count && values.dtype == dtype,
      "values are exchanged for as many of their kind"
    )
    makeOwn()
    values.makeOwn()
    withExtendedLifetime((self, values)) {
      selection.forEachRun { offset, stride, count, position in
        swapElements(offset, stride, with: values, position, count)
      }
    }
  }

  /// Bound: both stretches lie within the tensors, which nobody else sees.
  private func swapElements(
    _ offset: Int,
    _ stride: Int,
    with other: Tensor,
    _ position: Int,
    _ count: Int
  ) {
    let size = dtype.size
    withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { spare in
      guard let held = spare.baseAddress else { return }
      for index in 0..<count {
        let mine = bytes + (offset + index * stride) * size
        let theirs = other.bytes + (position + index) * size
        held.copyMemory(from: mine, byteCount: size)
        mine.copyMemory(from: theirs, byteCount: size)
        theirs.copyMemory(from: held, byteCount: size)
      }
    }
  }

  /// Replaces the element of a `float64` tensor at a row-major position.
  ///
  /// - Complexity: O(1) where this is the only tensor with its elements.
  public mutating func replaceElement(
    at position: Int,
    with number: Double
  ) throws(TensorError) {
    precondition(dtype == .float64, "an element of its own kind")
    precondition(position >= 0 && position < count, "a position inside the tensor")
    try makeUnique()
    withExtendedLifetime(storage) { float64[position] = number }
  }

  /// Adds values, broadcast, where a selection says, once for each occurrence.
  ///
  /// - Complexity: O(selection) where this is the only tensor with its elements.
  public mutating func accumulate(
    _ values: Tensor,
    at selection: Selection
  ) throws(TensorError) {
    requireSource(selection)
    if dtype == .bool { throw .type("cannot add into a bool tensor") }
    let values = try fitted(values, to: selection)
    try makeUnique()
    withExtendedLifetime((self, values)) {
      selection.forEachRun { offset, stride, count, position in
        if dtype == .float32 {
          adj_accumulate_f32(values.float32 + position, float32 + offset, stride, count)
        } else {
          adj_accumulate_f64(values.float64 + position, float64 + offset, stride, count)
        }
      }
    }
  }

  /// Values in the shape and kind of what they are to be put into.
  private func fitted(_ values: Tensor, to selection: Selection) throws(TensorError) -> Tensor {
    if dtype == .bool, values.dtype != .bool {
      throw .type("cannot put \(values.dtype.name) into a bool tensor")
    }
    let target = selection.resultShape
    guard values.shape.canBroadcast(to: target) else {
      throw .shape(
        "cannot put shape \(values.shape) into a selection of shape \(target)",
        hint: nil
      )
    }
    return try values.cast(to: dtype).broadcast(to: target)
  }

  private func requireSource(_ selection: Selection) {
    precondition(selection.sourceShape == shape, "a selection is used on the shape it was made for")
  }

  /// Copies the elements unless no other tensor sees them.
  mutating func makeUnique() throws(TensorError) {
    if isOwn() {
      isKnownFinite = false
      return
    }
    let copy = try Tensor(unfilled: shape, dtype)
    copyElements(0, 1, to: copy, 0, 1, count)
    self = copy
  }

  /// Like `makeUnique`, for what must not fail: a copy is not counted against the memory limit.
  private mutating func makeOwn() {
    if isOwn() {
      isKnownFinite = false
      return
    }
    let copy = Tensor(storage: Storage.makeUncounted(shape, dtype))
    copyElements(0, 1, to: copy, 0, 1, count)
    self = copy
  }

  /// Whether no other tensor sees the elements.
  private mutating func isOwn() -> Bool {
    guard isKnownUniquelyReferenced(&storage), storage.header.transposition == nil else {
      return false
    }
    return storage.header.lender == nil || isKnownUniquelyReferenced(&storage.header.lender)
  }
}
