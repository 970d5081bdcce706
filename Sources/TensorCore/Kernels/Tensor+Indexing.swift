internal import CVectorMath

extension Tensor {
  /// The selected elements.
  public func gathered(
    _ selection: Selection,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    requireSource(selection)
    try settle()
    let result = try Tensor(unfilled: selection.resultShape, dtype)
    if let (places, width) = selection.pieces {
      try gatherRows(at: places, width, from: selection.start, to: result, interruption)
      if isKnownFinite { result.isKnownFinite = true }
      return result
    }
    try selection.forEachPiece(interruption) { offset, row, position in
      switch row {
      case .strided(let count, let stride):
        copyElements(offset, stride, to: result, position, 1, count)
      case .list(let places, let part):
        gather(places.start + part.lowerBound, part.count, from: offset, to: result, position)
      }
    }
    if isKnownFinite { result.isKnownFinite = true }
    return result
  }

  /// Copies rows of neighbours at offsets behind a start.
  ///
  /// Bound: the rows lie within the tensor, and the result has room for all of them.
  private func gatherRows(
    at places: Places,
    _ width: Int,
    from start: Int,
    to result: Tensor,
    _ interruption: Interruption?
  ) throws(TensorError) {
    let size = dtype.size
    let from = (bytes + start * size).assumingMemoryBound(to: CChar.self)
    let to = result.bytes.assumingMemoryBound(to: CChar.self)
    let grain = max(1, Workers.grain(2) / max(1, width))
    try Workers.split(places.count, grain: grain, interruption) { part in
      let (first, row) = (part.lowerBound, width * size)
      adj_gather_rows(from, places.start + first, to + first * row, part.count, row, size)
    }
    withExtendedLifetime(places) {}
  }

  /// Copies single elements at offsets behind a start.
  ///
  /// Bound: the offsets lie within the tensor; the result has as many elements behind the position.
  private func gather(
    _ offsets: UnsafePointer<Int>,
    _ count: Int,
    from start: Int,
    to result: Tensor,
    _ position: Int
  ) {
    let size = dtype.size
    let (from, to) = (bytes + start * size, result.bytes + position * size)
    func elements<T>(_: T.Type) -> (UnsafePointer<T>, UnsafeMutablePointer<T>) {
      (UnsafePointer(from.assumingMemoryBound(to: T.self)), to.assumingMemoryBound(to: T.self))
    }
    switch dtype {
    case .float64:
      let (x, y) = elements(UInt64.self)
      adj_gather_8(x, offsets, y, count)
    case .float32:
      let (x, y) = elements(UInt32.self)
      adj_gather_4(x, offsets, y, count)
    case .bool:
      let (x, y) = elements(UInt8.self)
      adj_gather_1(x, offsets, y, count)
    }
  }

  /// Copies elements, from a position on, to offsets behind a start; of several for one place the last stays.
  ///
  /// Bound: as many elements as there are offsets, which lie within the target; the kinds are the same.
  private func deal(
    _ position: Int,
    to target: Tensor,
    _ offsets: UnsafePointer<Int>,
    _ count: Int,
    from start: Int
  ) {
    let size = dtype.size
    let (from, to) = (bytes + position * size, target.bytes + start * size)
    func elements<T>(_: T.Type) -> (UnsafePointer<T>, UnsafeMutablePointer<T>) {
      (UnsafePointer(from.assumingMemoryBound(to: T.self)), to.assumingMemoryBound(to: T.self))
    }
    switch dtype {
    case .float64:
      let (x, y) = elements(UInt64.self)
      adj_deal_8(x, offsets, y, count)
    case .float32:
      let (x, y) = elements(UInt32.self)
      adj_deal_4(x, offsets, y, count)
    case .bool:
      let (x, y) = elements(UInt8.self)
      adj_deal_1(x, offsets, y, count)
    }
  }

  /// Rows with a one at the place of each class, zeros elsewhere.
  ///
  /// - Shapes: `n` places below `classes` `-> (n, classes)`.
  public static func oneHot(_ places: Places, classes: Int) throws(TensorError) -> Tensor {
    let result = try filled(0, shape: [places.count, classes])
    let start = places.start
    try Workers.split(places.count, grain: Workers.grain(4)) { part in
      for row in part {
        precondition((0..<classes).contains(start[row]), "a class that is there")
        result.float64[row * classes + start[row]] = 1
      }
    }
    withExtendedLifetime(places) {}
    return result
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
    let target = self
    // In order: of several values for one place the last stays.
    try selection.forEachPiece(threads: 1) { offset, row, position in
      switch row {
      case .strided(let count, let stride):
        values.copyElements(position, 1, to: target, offset, stride, count)
      case .list(let places, let part):
        values.deal(position, to: target, places.start + part.lowerBound, part.count, from: offset)
      }
    }
    withExtendedLifetime(values) {}
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
    let target = self
    // In order, so that a sum at one place always has the same bits.
    if let (places, width) = selection.pieces {
      let grain = max(1, Workers.grain(2) / max(1, width))
      try Workers.split(places.count, grain: grain, threads: 1) { part in
        let (offsets, first) = (places.start + part.lowerBound, part.lowerBound * width)
        if target.dtype == .float32 {
          let (x, y) = (values.float32 + first, target.float32 + selection.start)
          adj_accumulate_rows_f32(x, offsets, y, part.count, width)
        } else {
          let (x, y) = (values.float64 + first, target.float64 + selection.start)
          adj_accumulate_rows_f64(x, offsets, y, part.count, width)
        }
      }
      withExtendedLifetime((places, values)) {}
      return
    }
    try selection.forEachPiece(threads: 1) { offset, row, position in
      switch (row, target.dtype == .float32) {
      case (.strided(let count, let stride), true):
        adj_accumulate_f32(values.float32 + position, target.float32 + offset, stride, count)
      case (.strided(let count, let stride), false):
        adj_accumulate_f64(values.float64 + position, target.float64 + offset, stride, count)
      case (.list(let places, let part), true):
        let offsets = places.start + part.lowerBound
        let (x, y) = (values.float32 + position, target.float32 + offset)
        adj_accumulate_at_f32(x, offsets, y, part.count)
      case (.list(let places, let part), false):
        let offsets = places.start + part.lowerBound
        let (x, y) = (values.float64 + position, target.float64 + offset)
        adj_accumulate_at_f64(x, offsets, y, part.count)
      }
    }
    withExtendedLifetime(values) {}
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
    try settle()
    let copy = try Tensor(unfilled: shape, dtype)
    try self.copy(0, 1, to: copy, 0, 1, count, nil)
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
