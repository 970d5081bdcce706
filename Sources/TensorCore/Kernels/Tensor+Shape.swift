internal import CVectorMath

extension Tensor {
  /// Neighbours from some element on, in a shape that they suffice for; nothing is copied.
  public func part(from start: Int, _ shape: Shape) -> Tensor {
    precondition(start >= 0 && start + shape.count <= count, "a part lies in the whole")
    return part(fromByte: start * dtype.size, shape)
  }

  /// Bound: elements for the shape from that byte on.
  func part(fromByte offset: Int, _ shape: Shape) -> Tensor {
    let lender = storage.header.lender ?? storage
    return Tensor(storage: Storage.borrow(bytes + offset, of: lender, shape, dtype))
  }

  /// Rows that follow each other along the first axis; nothing is copied where they begin as a tensor of their own would.
  ///
  /// Bound: `range` lies within the first axis.
  public func rows(_ range: Range<Int>) throws(TensorError) -> Tensor {
    try settle()
    let rest = shape.dimensions.dropFirst()
    let start = range.lowerBound * rest.reduce(1, *)
    if start * dtype.size % Storage.alignment == 0 {
      return part(from: start, Shape([range.count] + rest))
    }
    let slice = AxisSelection.slice(start: range.lowerBound, stop: range.upperBound, step: 1)
    return try gathered(Selection([slice], in: shape))
  }

  /// The same elements in another shape of as many; storage is shared.
  public func reshaped(to shape: Shape) throws(TensorError) -> Tensor {
    if shape == self.shape { return self }
    try settle()
    return viewed(as: try Shape.resolving(shape.dimensions, for: self.shape))
  }

  /// The elements repeated along axes of size 1 and new leading axes.
  public func broadcast(
    to shape: Shape,
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    if shape == self.shape { return self }
    guard self.shape.canBroadcast(to: shape) else {
      throw .shape("cannot broadcast \(self.shape) to \(shape)", hint: nil)
    }
    try settle()
    let result = try Tensor(unfilled: shape, dtype)
    let plan = BroadcastPlan([self.shape], to: shape)
    let grain = max(1, Workers.grain(1) / max(1, plan.run))
    try plan.forEachBlock { offsets, position throws(TensorError) in
      if plan.rows.size == 1 {
        try copy(offsets[0], plan.steps[0], to: result, position, 1, plan.run, interruption)
        return
      }
      try interruption?.check()
      try Workers.split(plan.rows.size, grain: grain, interruption) { part in
        let row = part.lowerBound
        let offset = offsets[0] + row * plan.rows.strides[0]
        spread(offset, plan, part.count, to: result, position + row * plan.run)
      }
    }
    if isKnownFinite { result.isKnownFinite = true }
    return result
  }

  /// Copies rows of a broadcast.
  ///
  /// Bound: the rows stay inside, here and there; the kinds are the same.
  private func spread(
    _ offset: Int,
    _ plan: BroadcastPlan,
    _ rows: Int,
    to result: Tensor,
    _ position: Int
  ) {
    let (row, step, run) = (plan.rows.strides[0], Int32(plan.steps[0]), plan.run)
    func elements<T>(_ tensor: Tensor, _ position: Int, _: T.Type) -> UnsafeMutablePointer<T> {
      tensor.bytes.assumingMemoryBound(to: T.self) + position
    }
    switch dtype {
    case .float64:
      let (x, y) = (elements(self, offset, UInt64.self), elements(result, position, UInt64.self))
      adj_spread_8(x, row, step, y, run, rows)
    case .float32:
      let (x, y) = (elements(self, offset, UInt32.self), elements(result, position, UInt32.self))
      adj_spread_4(x, row, step, y, run, rows)
    case .bool:
      let (x, y) = (elements(self, offset, UInt8.self), elements(result, position, UInt8.self))
      adj_spread_1(x, row, step, y, run, rows)
    }
  }

  /// The sum over whatever broadcasting to this tensor's shape would repeat.
  ///
  /// - Shapes: the inverse of `broadcast(to:)`, and its transpose as a linear map.
  public func summed(to shape: Shape) throws(TensorError) -> Tensor {
    if shape == self.shape { return self }
    guard shape.canBroadcast(to: self.shape) else {
      throw .shape("cannot sum \(self.shape) to \(shape)", hint: nil)
    }
    let axes = self.shape.stretchedAxes(from: shape)
    return try sum(axes: axes, keepsDimensions: true).reshaped(to: shape)
  }

  /// The axes in reverse order.
  public func transposed() throws(TensorError) -> Tensor {
    try transposed(permutation: Array((0..<rank).reversed()))
  }

  /// The axes in another order: axis `i` of the result is axis `permutation[i]` of this tensor.
  public func transposed(permutation: [Int]) throws(TensorError) -> Tensor {
    let axes = try resolved(permutation)
    let target = Shape(axes.map { shape.dimensions[$0] })
    // Axes of size 1 do not count: what stays in order needs no copy.
    let moving = axes.filter { shape.dimensions[$0] != 1 }
    if count <= 1 || moving == moving.sorted() { return viewed(as: target) }
    let result = try Tensor(unfilled: target, dtype)
    if let transposition = Transposition(self, axes: axes) {
      result.storage.header.transposition = transposition
      return result
    }
    try settle()
    let strides = shape.strides
    guard copyStrided(axes.map { (shape.dimensions[$0], strides[$0]) }, to: result.bytes) else {
      throw .interrupted
    }
    return result
  }

  private func resolved(_ permutation: [Int]) throws(TensorError) -> [Int] {
    var axes: [Int] = []
    for axis in permutation { axes.append(try shape.axis(axis)) }
    guard axes.sorted() == Array(0..<rank) else {
      throw .value(
        "(\(permutation.map(String.init).joined(separator: ", "))) does not name "
          + "each axis of \(shape) once",
        hint: nil
      )
    }
    return axes
  }

  /// Writes the elements at strides, one for each axis of the result; the last two go in tiles, bands of rows at a time.
  ///
  /// False where an interruption came first. Bound: as many elements as the tensor has.
  func copyStrided(
    _ axes: [(size: Int, stride: Int)],
    to result: UnsafeMutableRawPointer,
    _ interruption: Interruption? = nil
  ) -> Bool {
    let inner = axes.suffix(2)
    let (rows, columns) = (inner[inner.startIndex], inner[inner.startIndex + 1])
    let outer = axes.dropLast(2)
    // Some cache lines' worth of rows at least, so that what is read across them is used whole.
    let height = max(16, Workers.grain(2) / max(1, columns.size))
    let bands = (rows.size + height - 1) / height
    let blocks = outer.reduce(1) { $0 * $1.size }
    let grain = max(1, Workers.grain(2) / max(1, min(height, rows.size) * columns.size))
    defer { withExtendedLifetime(self) {} }
    return Workers.splitUnlessInterrupted(blocks * bands, grain: grain, interruption) { part in
      for index in part {
        let (block, first) = (index / bands, index % bands * height)
        var (rest, offset) = (block, first * rows.stride)
        for (size, stride) in outer.reversed() {
          offset += rest % size * stride
          rest /= size
        }
        let band = (size: min(height, rows.size - first), stride: rows.stride)
        let start = (block * rows.size + first) * columns.size
        copyMatrix(offset, band, columns, to: result, start)
      }
    }
  }

  /// Copies a matrix at strides to elements without gaps.
  ///
  /// Bound: the strides stay inside, and `rows.size * columns.size` elements behind `start`.
  private func copyMatrix(
    _ offset: Int,
    _ rows: (size: Int, stride: Int),
    _ columns: (size: Int, stride: Int),
    to result: UnsafeMutableRawPointer,
    _ start: Int
  ) {
    let size = dtype.size
    let from = bytes + offset * size
    let to = result + start * size
    func pointers<T>(_: T.Type) -> (UnsafePointer<T>, UnsafeMutablePointer<T>) {
      (UnsafePointer(from.assumingMemoryBound(to: T.self)), to.assumingMemoryBound(to: T.self))
    }
    switch dtype {
    case .float64:
      let (x, y) = pointers(UInt64.self)
      adj_pack_8(x, rows.stride, columns.stride, y, rows.size, columns.size)
    case .float32:
      let (x, y) = pointers(UInt32.self)
      adj_pack_4(x, rows.stride, columns.stride, y, rows.size, columns.size)
    case .bool:
      let (x, y) = pointers(UInt8.self)
      adj_pack_1(x, rows.stride, columns.stride, y, rows.size, columns.size)
    }
  }

  /// Copies elements as `copyElements` does, on several threads where there are many, and looks for an interruption.
  ///
  /// Bound: both stay inside; the kinds are the same.
  func copy(
    _ offset: Int,
    _ stride: Int,
    to other: Tensor,
    _ position: Int,
    _ target: Int,
    _ count: Int,
    _ interruption: Interruption?
  ) throws(TensorError) {
    try interruption?.check()
    try Workers.split(count, grain: Workers.grain(1), interruption) { part in
      let start = part.lowerBound
      copyElements(
        offset + start * stride,
        stride,
        to: other,
        position + start * target,
        target,
        part.count
      )
    }
    withExtendedLifetime((storage, other)) {}
  }

  /// Copies `count` elements from positions `offset + i * stride` here to positions
  /// `position + i * target` there.
  ///
  /// Bound: both stay inside; the kinds are the same.
  func copyElements(
    _ offset: Int,
    _ stride: Int,
    to other: Tensor,
    _ position: Int,
    _ target: Int,
    _ count: Int
  ) {
    guard count > 0 else { return }
    let size = dtype.size
    let from = bytes + offset * size
    let to = other.bytes + position * size
    if stride == 1, target == 1 {
      to.copyMemory(from: from, byteCount: count * size)
      return
    }
    switch dtype {
    case .float64:
      let (from, to) = (
        from.assumingMemoryBound(to: UInt64.self), to.assumingMemoryBound(to: UInt64.self)
      )
      adj_copy_8(from, stride, to, target, count)
    case .float32:
      let (from, to) = (
        from.assumingMemoryBound(to: UInt32.self), to.assumingMemoryBound(to: UInt32.self)
      )
      adj_copy_4(from, stride, to, target, count)
    case .bool:
      let (from, to) = (
        from.assumingMemoryBound(to: UInt8.self), to.assumingMemoryBound(to: UInt8.self)
      )
      adj_copy_1(from, stride, to, target, count)
    }
  }
}
