/// The making of a `Selection`: the parts of an index resolved against a shape, one after the other.
struct SelectionBuilder {
  private let shape: Shape
  private let strides: [Int]
  /// The next axis of the shape.
  private var axis = 0
  private var start = 0
  private var slices: [Selection.Part] = []
  private var sizes: [Int] = []
  /// The lists so far: offsets and shapes that broadcast.
  private var lists: [(offsets: Places, shape: Shape)] = []
  /// Where the lists' axes stand, and whether a slice came after them.
  private var listPosition: Int?
  private var listsEnded = false
  private var listsAreApart = false

  init(_ shape: Shape) {
    self.shape = shape
    strides = shape.strides
  }

  mutating func add(_ selections: [AxisSelection]) throws(TensorError) {
    var used = 0
    var hasLists = false
    for selection in selections {
      switch selection {
      case .newAxis: break
      case .mask(let mask):
        used += mask.rank
        hasLists = true
      case .indices:
        used += 1
        hasLists = true
      case .index, .slice, .all: used += 1
      }
    }
    guard used <= shape.rank else {
      let axes = shape.rank == 1 ? "1 axis" : "\(shape.rank) axes"
      throw .index("too many indices: \(used) for shape \(shape), which has \(axes)")
    }
    for selection in selections { try add(selection, amongLists: hasLists) }
    while axis < shape.rank { addSlice(0, shape.dimensions[axis], 1) }
  }

  private mutating func add(
    _ selection: AxisSelection,
    amongLists: Bool
  ) throws(TensorError) {
    switch selection {
    case .index(let index):
      let position = try resolved(index, axis)
      if amongLists {
        addList([position * strides[axis]], .scalar)
      } else {
        start += position * strides[axis]
      }
      axis += 1
    case .slice(let first, let last, let step):
      let (begin, count) = try cut(first, last, step, shape.dimensions[axis])
      addSlice(begin, count, step)
    case .all: addSlice(0, shape.dimensions[axis], 1)
    case .newAxis:
      listsEnded = listPosition != nil
      slices.append(.strided(count: 1, stride: 0))
      sizes.append(1)
    case .indices(let indices, let listShape):
      guard indices.count == listShape.count else {
        throw .index("\(indices.count) indices do not fill shape \(listShape)")
      }
      addList(try resolved(indices, axis), listShape)
      axis += 1
    case .mask(let mask): try addMask(mask)
    }
  }

  private mutating func addSlice(_ first: Int, _ count: Int, _ step: Int) {
    listsEnded = listPosition != nil
    start += count > 0 ? first * strides[axis] : 0
    slices.append(.strided(count: count, stride: step * strides[axis]))
    sizes.append(count)
    axis += 1
  }

  private mutating func addList(_ offsets: Places, _ shape: Shape) {
    if listPosition == nil { listPosition = slices.count }
    if listsEnded { listsAreApart = true }
    lists.append((offsets, shape))
  }

  /// All axes of a mask make one list.
  private mutating func addMask(_ mask: Tensor) throws(TensorError) {
    let axes = axis..<(axis + mask.rank)
    let covered = Array(shape.dimensions[axes])
    guard covered == mask.shape.dimensions else {
      throw .index("a mask of shape \(mask.shape) does not fit the axes \(Shape(covered))")
    }
    let inner = axes.isEmpty ? 0 : strides[axes.upperBound - 1]
    // The axes are neighbours, so a row-major position is an offset in units of the last one.
    let offsets = try Places(trueIn: mask.cast(to: .bool), stride: inner)
    addList(offsets, [offsets.count])
    axis += mask.rank
  }

  private func resolved(_ index: Int, _ axis: Int) throws(TensorError) -> Int {
    let size = shape.dimensions[axis]
    guard index >= -size, index < size else {
      throw .index("index \(index) is out of range for axis \(axis) of size \(size)")
    }
    return index < 0 ? index + size : index
  }

  /// The offsets of positions along an axis.
  private func resolved(_ indices: Places, _ axis: Int) throws(TensorError) -> Places {
    let (size, stride) = (shape.dimensions[axis], strides[axis])
    // The first of them is the one to tell of.
    if let outside = try indices.firstOutside(-size..<size) { _ = try resolved(outside, axis) }
    return try indices.mapped { ($0 < 0 ? $0 + size : $0) * stride }
  }

  /// The first position and the number of positions of a slice, cut to the axis as Python does.
  private func cut(
    _ first: Int?,
    _ last: Int?,
    _ step: Int,
    _ size: Int
  ) throws(TensorError) -> (first: Int, count: Int) {
    guard step != 0 else { throw .value("a slice cannot have step 0", hint: nil) }
    let (low, high) = step > 0 ? (0, size) : (-1, size - 1)
    func clamped(_ position: Int?, _ missing: Int) -> Int {
      guard let position else { return missing }
      return min(max(position < 0 ? position + size : position, low), high)
    }
    let begin = clamped(first, step > 0 ? low : high)
    let end = clamped(last, step > 0 ? high : low)
    let distance = step > 0 ? end - begin : begin - end
    let stride = Int(clamping: step.magnitude)
    return (begin, distance > 0 ? (distance - 1) / stride + 1 : 0)
  }

  /// The start, the parts in the order of the result's axes, and the result's shape.
  func finish() throws(TensorError) -> (Int, [Selection.Part], Shape) {
    guard let listPosition else { return (start, joined(slices), Shape(sizes)) }
    let (offsets, listShape) = try combined()
    let position = listsAreApart ? 0 : listPosition
    var parts = slices
    parts.insert(.list(offsets), at: position)
    var dimensions = sizes
    dimensions.insert(contentsOf: listShape.dimensions, at: position)
    return (start, joined(parts), Shape(dimensions))
  }

  /// The sum of all lists' offsets, broadcast.
  private func combined() throws(TensorError) -> (Places, Shape) {
    if lists.count == 1 { return lists[0] }
    var shape = Shape.scalar
    for list in lists {
      guard let next = try? shape.broadcast(with: list.shape) else {
        throw .shape("index lists of shapes \(shape) and \(list.shape) do not fit", hint: nil)
      }
      shape = next
    }
    let offsets = try Places(count: shape.count) { _ in 0 }
    for list in lists {
      let plan = BroadcastPlan([list.shape], to: shape)
      let (from, to) = (list.offsets.start, offsets.start)
      try plan.forEachPart(grain: Workers.grain(4)) { starts, position, count in
        for i in 0..<count { to[position + i] += from[starts[0] + i * plan.steps[0]] }
      }
    }
    withExtendedLifetime(lists) {}
    return (offsets, shape)
  }

  /// Neighbouring parts that one stride walks become one, so that runs are long.
  private func joined(_ parts: [Selection.Part]) -> [Selection.Part] {
    var result: [Selection.Part] = []
    for part in parts where part.count != 1 || !isStrided(part) {
      if case .strided(let outerCount, let outer) = result.last,
        case .strided(let count, let stride) = part, outer == count * stride
      {
        result[result.count - 1] = .strided(count: outerCount * count, stride: stride)
      } else {
        result.append(part)
      }
    }
    return result
  }

  private func isStrided(_ part: Selection.Part) -> Bool {
    if case .strided = part { return true }
    return false
  }
}
