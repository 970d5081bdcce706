internal import CVectorMath

extension TensorProgram {
  /// The same elements in another shape of as many.
  public mutating func reshape(_ x: Value, to target: Shape) throws -> Value {
    let source = shape(of: x)
    if target == source { return x }
    let target = try Shape.resolving(target.dimensions, for: source)
    let x = elements(of: x)
    return part(x, at: 0, target)
  }

  /// The elements repeated along axes of size 1 and new leading axes.
  public mutating func broadcast(_ x: Value, to target: Shape) throws -> Value {
    let source = shape(of: x)
    if target == source { return x }
    guard source.canBroadcast(to: target) else {
      throw TensorError.shape("cannot broadcast \(source) to \(target)", hint: nil)
    }
    if target.count == source.count { return try reshape(x, to: target) }
    let x = elements(of: x)
    let result = value(target, dtype(of: x))
    let own = source.strides
    let missing = target.rank - source.rank
    let strides = (0..<target.rank).map { axis in
      axis < missing || source.dimensions[axis - missing] == 1 ? 0 : own[axis - missing]
    }
    copy(x, to: result, strides)
    return result
  }

  /// The axes in another order: axis `i` of the result is axis `permutation[i]` of the operand.
  public mutating func transpose(_ x: Value, _ permutation: [Int]) throws -> Value {
    let source = shape(of: x)
    let target = Shape(permutation.map { source.dimensions[$0] })
    let moving = permutation.filter { source.dimensions[$0] != 1 }
    if source.count <= 1 || moving == moving.sorted() { return try reshape(x, to: target) }
    if Transposition.defers(source, axes: permutation) {
      return value(target, dtype(of: x), .transpose(of: x.slot))
    }
    let x = elements(of: x)
    let result = value(target, dtype(of: x))
    let strides = source.strides
    copy(x, to: result, permutation.map { strides[$0] })
    return result
  }

  /// The sum over all or some axes.
  public mutating func sum(
    _ x: Value,
    axes: [Int]?,
    keepsDimensions: Bool = false
  ) throws -> Value {
    let axes = try shape(of: x).axes(axes)
    return try reduce(.sum, x, axes: axes, keepsDimensions: keepsDimensions)
  }

  /// The sum over whatever broadcasting to this shape would repeat.
  public mutating func sum(_ x: Value, to target: Shape) throws -> Value {
    let source = shape(of: x)
    if target == source { return x }
    let axes = source.stretchedAxes(from: target)
    return try reshape(reduce(.sum, x, axes: axes, keepsDimensions: true), to: target)
  }

  /// The largest, or smallest, over all or some axes; there must be elements.
  public mutating func extremum(
    _ x: Value,
    isLargest: Bool,
    axes: [Int]?,
    keepsDimensions: Bool
  ) throws -> Value {
    let axes = try shape(of: x).axes(axes)
    let reduction = isLargest ? Reduction.maximum : .minimum
    return try reduce(reduction, x, axes: axes, keepsDimensions: keepsDimensions)
  }

  /// A reduction over axes in rising order; neighbouring ones go at once, from the last.
  mutating func reduce(
    _ reduction: Reduction,
    _ x: Value,
    axes: [Int],
    keepsDimensions: Bool
  ) throws -> Value {
    var current = elements(of: try cast(x, to: dtype(of: x).arithmetic))
    let target = shape(of: x).reduced(over: axes, keepsDimensions: keepsDimensions)
    if shape(of: x).count > ReductionTree.partSize {
      return call([current], target, dtype(of: current)) { tensors, interruption in
        try reduction.apply(
          to: tensors[0],
          over: axes,
          keepsDimensions: keepsDimensions,
          interruption
        )
      }
    }
    var remaining = axes[...]
    while let last = remaining.popLast() {
      var first = last
      while remaining.last == first - 1 {
        first -= 1
        remaining.removeLast()
      }
      let dimensions = shape(of: current).dimensions
      let sizes = [dimensions[..<first], dimensions[first...last], dimensions[(last + 1)...]]
      let list = list(sizes.map { Int64($0.reduce(1, *)) })
      let kept = shape(of: current).reduced(over: Array(first...last), keepsDimensions: true)
      let result = value(kept, dtype(of: current))
      append(
        adj_run_reduce,
        kernel: UInt8(reduction.rawValue),
        [current],
        to: result,
        list: list,
        exposed: reduction == .sum ? [current] : []
      )
      current = result
    }
    return try reshape(current, to: target)
  }

  // MARK: - Selections

  /// The selected elements.
  public mutating func gather(_ x: Value, _ selection: Selection) throws -> Value {
    let x = elements(of: x)
    guard let axes = selection.stridedAxes else {
      guard let runs = runs(of: selection) else {
        return call([x], selection.resultShape, dtype(of: x)) { tensors, _ in
          try tensors[0].gathered(selection)
        }
      }
      let result = value(selection.resultShape, dtype(of: x))
      append(adj_run_gather, [x], to: result, list: runs)
      return result
    }
    if selection.isContiguous { return part(x, at: selection.start, selection.resultShape) }
    let result = value(selection.resultShape, dtype(of: x))
    let from = part(x, at: selection.start)
    let own = Shape(axes.map(\.count))
    append(
      adj_run_copy,
      [from],
      to: result,
      list: list(Self.axes(own, axes.map(\.stride), own.strides))
    )
    return result
  }

  /// Zeros in a shape, with values added where a selection says, once for each occurrence.
  public mutating func scatter(
    _ x: Value,
    _ selection: Selection,
    into shape: Shape
  ) throws -> Value {
    let x = try broadcast(cast(x, to: dtype(of: x).arithmetic), to: selection.resultShape)
    guard let runs = runs(of: selection) else {
      return call([x], shape, dtype(of: x)) { tensors, _ in
        try Tensor.scatterAdded(tensors[0], at: selection, into: shape)
      }
    }
    let source = elements(of: x)
    let result = value(shape, dtype(of: source))
    append(adj_run_clear, [], to: result, list: list([Int64(shape.count * dtype(of: source).size)]))
    append(adj_run_scatter, [source], to: result, list: runs, exposed: [source])
    items[items.count - 1].reads.append(result.slot)
    return result
  }

  /// Whether `add` takes values at a selection: no element comes twice, and its runs are not too many.
  public static func canAdd(at selection: Selection) -> Bool {
    selection.isDistinct && selection.runCount <= mostRuns
  }

  /// The sum of a value and of another one scattered to a selection, as `scatter` and adding would give it.
  ///
  /// `isClean` says that the first was made by adding to zeros: there is no negative zero in it.
  public mutating func add(
    _ x: Value,
    at selection: Selection,
    to whole: Value,
    isClean: Bool
  ) throws -> Value {
    let shape = selection.sourceShape
    let dtype = dtype(of: whole)
    // Zero is added to every element; of all numbers that changes the negative zero alone.
    let start = elements(of: isClean ? whole : try apply(.add, to: whole, constant(zero(dtype))))
    let source = elements(of: try broadcast(x, to: selection.resultShape))
    guard let runs = runs(of: selection) else {
      preconditionFailure("values are added at selections of few runs")
    }
    let result = value(shape, dtype)
    copy(start, to: result, shape.strides)
    items[items.count - 1].worksInPlace = true
    append(adj_run_scatter, [source], to: result, list: runs, exposed: [source])
    items[items.count - 1].reads.append(result.slot)
    return result
  }

  private func zero(_ dtype: DType) throws -> Tensor { try Tensor(0).cast(to: dtype) }

  /// The first value with the selected elements replaced by another, which broadcasts.
  public mutating func replace(_ x: Value, _ selection: Selection, by y: Value) throws -> Value {
    let whole = elements(of: x)
    let (shape, dtype) = (shape(of: x), dtype(of: x))
    guard let runs = runs(of: selection) else {
      return call([whole, y], shape, dtype) { tensors, _ in
        var result = tensors[0]
        try result.assign(tensors[1], at: selection)
        return result
      }
    }
    let values = elements(of: try broadcast(cast(y, to: dtype), to: selection.resultShape))
    let result = value(shape, dtype)
    copy(whole, to: result, shape.strides)
    items[items.count - 1].worksInPlace = true
    append(adj_run_replace, [values], to: result, list: runs)
    items[items.count - 1].reads.append(result.slot)
    return result
  }

  /// Values one after the other along an axis that they have.
  public mutating func concatenate(_ values: [Value], axis: Int) throws -> Value {
    var dimensions = shape(of: values[0]).dimensions
    dimensions[axis] = values.reduce(0) { $0 + shape(of: $1).dimensions[axis] }
    let common = values.dropFirst().reduce(dtype(of: values[0])) { kind, x in
      kind == dtype(of: x) ? kind : DType.common(kind, rank: 1, dtype(of: x), rank: 1)
    }
    let sources = try values.map { elements(of: try cast($0, to: common)) }
    let result = value(Shape(dimensions), common)
    let strides = shape(of: result).strides
    var start = 0
    for (number, source) in sources.enumerated() {
      let own = shape(of: source)
      if own.count > 0 {
        let target = part(result, at: start * strides[axis])
        let list = list(Self.axes(own, own.strides, strides))
        append(adj_run_copy, [source], to: target, list: list)
        items[items.count - 1].writes = [result.slot]
        if number > 0 { items[items.count - 1].reads.append(result.slot) }
      }
      start += own.dimensions[axis]
    }
    return result
  }

  /// Values of one shape along a new axis.
  public mutating func stack(_ values: [Value], axis: Int) throws -> Value {
    var dimensions = shape(of: values[0]).dimensions
    dimensions.insert(1, at: axis)
    let slices = try values.map { try reshape($0, to: Shape(dimensions)) }
    return try concatenate(slices, axis: axis)
  }

  /// The runs of a selection; nil where they are so many that a list of them costs more than it saves.
  private mutating func runs(of selection: Selection) -> UInt32? {
    guard selection.runCount <= Self.mostRuns else { return nil }
    var numbers: [Int64] = [0]
    selection.forEachRun { offset, stride, count, position in
      numbers += [Int64(offset), Int64(stride), Int64(count), Int64(position)]
    }
    numbers[0] = Int64(numbers.count / 4)
    return list(numbers)
  }

  private static let mostRuns = 1 << 14
}

extension Selection {
  /// The axes of the result with their strides; nil where some are lists.
  var stridedAxes: [(count: Int, stride: Int)]? {
    var axes: [(count: Int, stride: Int)] = []
    for part in parts {
      guard case .strided(let count, let stride) = part else { return nil }
      axes.append((count, stride))
    }
    return axes
  }

  /// Whether the elements lie behind each other.
  var isContiguous: Bool {
    guard let axes = stridedAxes else { return false }
    var size = 1
    for axis in axes.reversed() where axis.count != 1 {
      if axis.stride != size { return false }
      size *= axis.count
    }
    return true
  }

  /// How often `forEachRun` calls.
  var runCount: Int {
    if case .list = row { resultShape.count } else { resultShape.count == 0 ? 0 : rowCount }
  }
}
