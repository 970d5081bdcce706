import TensorCore

extension Definition {
  /// Every element several times in a row.
  static let `repeat` = Definition(
    "repeat",
    parameters: [
      ParameterSpecification("x", .operand), ParameterSpecification("n", .integers),
      ParameterSpecification("axis", .axes, default: .absent),
    ],
    Documentation(
      "Every element n times in a row, along an axis or of all in row-major order.",
      formula: #"(x_1, \dots, x_1, x_2, \dots)"#,
      shapes: "[...] -> [m] without an axis; [..., a, ...] -> [..., n a, ...] along one",
      derivative: "the sum over the copies",
      edgeCases: "n may be a list, a count for each element; a count of 0 leaves the element out.",
      example: "repeat([1, 2], 3)"
    ),
    samples: [
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .integers([2], .scalar), .absent]),
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .integers([2], .scalar), .axes([-1])]),
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .integers([0, 3], [2]), .axes([0])]),
    ]
  ) { graph, arguments in
    let (x, axis) = try flattenedWithoutAxis(arguments.operand(0), arguments, 2, in: graph)
    let size = x.shape.dimensions[axis]
    let (counts, shape) = try arguments.integers(1)
    guard shape.rank == 0 || shape == [size] || shape == [1] else {
      throw TensorError.shape("`repeat` of \(size) elements with \(counts.count) counts", hint: nil)
    }
    guard counts.allSatisfy({ $0 >= 0 }) else {
      throw TensorError.value("`repeat` needs counts of at least 0", hint: nil)
    }
    if counts.count == 1 { return try stretched(x, axis, by: counts[0], in: graph) }
    let total = counts.reduce(0.0) { $0 + Double($1) }
    if total > Self.manyPlaces { _ = try Tensor.filled(0, shape: [Int(Swift.min(total, 0x1p62))]) }
    let places = counts.enumerated().flatMap { position, count in
      [Int](repeating: position, count: count)
    }
    return try graph.apply(.taking(Places(places), shape: [places.count], axis: axis), x)
  }

  /// Every slice along an axis equally often: the axis gets one of size 1 behind it, which is then stretched.
  private static func stretched(
    _ x: Operand,
    _ axis: Int,
    by count: Int,
    in graph: Graph
  ) throws -> Operand {
    let sizes = x.shape.dimensions
    let (length, overflows) = sizes[axis].multipliedReportingOverflow(by: count)
    guard !overflows else { throw TensorError.memory("no memory holds \(count) repetitions") }
    var (split, wide, target) = (sizes, sizes, sizes)
    split.insert(1, at: axis + 1)
    wide.insert(count, at: axis + 1)
    target[axis] = length
    let parts = try graph.apply(.reshape(to: Shape(split)), x)
    let copies = try graph.apply(.broadcast(to: Shape.validated(wide)), parts)
    return try graph.apply(.reshape(to: Shape(target)), copies)
  }

  /// Above so many places memory is asked for before they are listed.
  private static let manyPlaces = 1e6

  /// The operand as one tile of many.
  static let tile = Definition(
    "tile",
    parameters: [ParameterSpecification("x", .operand), ParameterSpecification("reps", .integers)],
    Documentation(
      "The operand laid out several times along each axis.",
      formula: #"(x, x, \dots)"#,
      shapes: "[a, b], (m, n) -> [m a, n b]",
      derivative: "the sum over the copies",
      edgeCases: "Fewer repetitions than axes belong to the last axes; more make new first axes.",
      example: "tile([1, 2], 3)"
    ),
    samples: [
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .integers([2], .scalar)]),
      Sample([.tensor([1, 2, 3, 4], [2, 2]), .integers([3, 2], [2])]),
      Sample([.tensor([1, 2], [2]), .integers([2, 1, 2], [3])]),
      Sample([.tensor([1.5], .scalar), .integers([3], .scalar)]),
    ]
  ) { graph, arguments in
    let x = try arguments.operand(0)
    var (counts, _) = try arguments.integers(1)
    guard counts.allSatisfy({ $0 >= 0 }) else {
      throw TensorError.value("`tile` needs counts of at least 0", hint: nil)
    }
    let rank = Swift.max(counts.count, x.shape.rank)
    counts = [Int](repeating: 1, count: rank - counts.count) + counts
    let sizes = [Int](repeating: 1, count: rank - x.shape.rank) + x.shape.dimensions
    // Each axis gets one of size 1 before it, which is then stretched.
    let split = try graph.apply(.reshape(to: Shape(sizes.flatMap { [1, $0] })), x)
    let pairs = zip(counts, sizes).flatMap { [$0, $1] }
    let wide = try graph.apply(.broadcast(to: Shape.validated(pairs)), split)
    let target = try zip(counts, sizes).map { count, size in
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      guard !overflows else { throw TensorError.memory("no memory holds \(count) tiles") }
      return product
    }
    return try graph.apply(.reshape(to: Shape(target)), wide)
  }

  /// The operand and an axis of it; without one all elements as a vector, and its axis.
  static func flattenedWithoutAxis(
    _ x: Operand,
    _ arguments: Arguments,
    _ index: Int,
    in graph: Graph
  ) throws -> (Operand, axis: Int) {
    guard arguments.isAbsent(index) else {
      return (x, try x.shape.axis(arguments.axis(index)))
    }
    return (try graph.apply(.reshape(to: [x.shape.count]), x), 0)
  }
}
