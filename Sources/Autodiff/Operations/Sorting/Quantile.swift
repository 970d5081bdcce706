import TensorCore

extension Definition {
  /// The middle element in rising order.
  static let median = reduction(
    "median",
    "The middle element in rising order over all or some axes; of an even number the mean of two.",
    formula: #"\tfrac12 (x_{(\lceil n/2 \rceil)} + x_{(\lfloor n/2 \rfloor + 1)})"#,
    derivative: "1 for the middle element, or one half for each of two",
    edgeCases: "Equal elements share the derivative evenly; nan wins; of nothing a ValueError.",
    example: "median([3, 1, 2, 10])"
  ) { graph, x, axes, keepsDimensions in
    let rows = try SortedRows(of: x, over: axes, in: graph, for: "median")
    let middle = AxisSelection.slice(start: (rows.count - 1) / 2, stop: rows.count / 2 + 1, step: 1)
    let pair = try graph.apply(.index(rows.leading + [middle]), rows.sorted)
    let mean = try rows.withNaN(graph.apply(.mean(axes: [-1]), pair), in: graph)
    guard keepsDimensions else { return mean }
    return try graph.apply(.reshape(to: x.shape.withOnes(at: axes)), mean)
  }

  /// The value below which a share of the elements lies.
  static let quantile = Definition(
    "quantile",
    parameters: [
      ParameterSpecification("x", .operand), ParameterSpecification("q", .operand), .axis,
      .keepdims,
    ],
    Documentation(
      "The value below which a share q of the elements lies, with linear interpolation.",
      formula: #"x_{(i)} + f\,(x_{(i+1)} - x_{(i)}), \quad i + f = q (n - 1)"#,
      shapes: "[...], [q...] -> [q...] ++ [...] without the reduced axes",
      derivative: "1 - f and f for the two neighbours; (n - 1) times their distance for q",
      edgeCases:
        "Equal elements share the derivative evenly; nan wins; of nothing, or for q outside 0 to 1, a"
        + " ValueError.",
      example: "quantile([3, 1, 2, 10], [0.25, 0.5])"
    ),
    samples: [
      Sample([sample, .tensor([0.3], .scalar), .absent, .flag(false)]),
      Sample([sample, .tensor([0.3], .scalar), .axes([0]), .flag(true)]),
      Sample([sample, .tensor([0.2, 0.7, 0.93], [3]), .axes([1]), .flag(false)]),
      Sample([sample, .tensor([0.23, 0.7], [2]), .axes([0, 1]), .flag(true)]),
      Sample([.tensor([2], [1]), .tensor([0.4], .scalar), .absent, .flag(false)]),
    ]
  ) { graph, arguments in
    let (x, q) = try (arguments.operand(0), arguments.operand(1))
    let axes = arguments.axes(2)
    guard q.value.values.allSatisfy({ (0...1).contains($0) }) else {
      throw TensorError.value("quantile needs a q from 0 to 1", hint: nil)
    }
    let rows = try SortedRows(of: x, over: axes, in: graph, for: "quantile")
    let result = try interpolated(rows, at: q, in: graph)
    guard try arguments.flag(3) else { return result }
    let sizes = try q.shape.dimensions + x.shape.withOnes(at: axes).dimensions
    return try graph.apply(.reshape(to: Shape(sizes)), result)
  }

  private static let sample = Sample.Entry.tensor([1, -2, 0.5, 3, 4.2, -0.7], [2, 3])

  /// The rows' values at the shares q, whose axes come first.
  private static func interpolated(
    _ rows: SortedRows,
    at q: Operand,
    in graph: Graph
  ) throws -> Operand {
    let last = rows.count - 1
    let lower = q.value.values.map { Swift.max(0, Swift.min(Int($0 * Double(last)), last - 1)) }
    func neighbours(_ places: [Int]) throws -> Operand {
      let parts = rows.leading + [.indices(try Places(places), shape: q.shape)]
      return try rows.withNaN(
        graph.apply(.index(parts), rows.sorted),
        in: graph,
        extraAxes: q.shape.rank
      )
    }
    let a = try neighbours(lower)
    let b = try neighbours(lower.map { Swift.min($0 + 1, last) })
    let starts = Operand(try Tensor(values: lower.map(Double.init), shape: q.shape))
    let position = try graph.apply(.multiply, q, q.number(Double(last)))
    let distance = try graph.apply(.subtract, position, starts.cast(to: q.dtype))
    let fraction = try graph.apply(.cast(to: a.dtype.arithmetic), distance)
    let value = try lerp(a, b, fraction, in: graph)
    let order =
      Array(rows.leading.count..<value.shape.rank) + Array(0..<rows.leading.count)
    return try graph.apply(.transpose(order), value)
  }

  /// a + f (b - a) from the nearer end, so that both ends are exact.
  private static func lerp(
    _ a: Operand,
    _ b: Operand,
    _ f: Operand,
    in graph: Graph
  ) throws -> Operand {
    // Equal infinities have no distance.
    let isSame = try graph.apply(.equal, a, b)
    let gap = try graph.apply(.select, [isSame, a.number(0), graph.apply(.subtract, b, a)])
    let rest = try graph.apply(.subtract, f.number(1), f)
    let fromLeft = try graph.apply(.add, a, graph.apply(.chain, f, gap))
    let fromRight = try graph.apply(.subtract, b, graph.apply(.chain, rest, gap))
    let isNearRight = try graph.apply(.greaterOrEqual, f, f.number(0.5))
    return try graph.apply(.select, [isNearRight, fromRight, fromLeft])
  }
}

extension Operand {
  /// A plain operand in another element type.
  fileprivate func cast(to dtype: DType) throws -> Operand {
    Operand(try value.cast(to: dtype.arithmetic))
  }
}

/// The elements of each reduction in rising order, along a last axis.
private struct SortedRows {
  let sorted: Operand
  /// All of every axis but the last.
  let leading: [AxisSelection]
  /// How many elements a reduction has.
  let count: Int
  /// Where a reduction has a NaN, which sorting brought to the end; nil where none has.
  private let hasNaN: Operand?

  init(of x: Operand, over axes: [Int]?, in graph: Graph, for name: String) throws {
    let inner = try x.shape.axes(axes)
    let outer = (0..<x.shape.rank).filter { !inner.contains($0) }
    count = inner.reduce(1) { $0 * x.shape.dimensions[$1] }
    guard count > 0 else {
      throw TensorError.value("the \(name) of nothing is not defined", hint: nil)
    }
    let moved = try graph.apply(.transpose(outer + inner), x)
    let sizes = outer.map { x.shape.dimensions[$0] } + [count]
    let table = try graph.apply(.reshape(to: Shape(sizes)), moved)
    sorted = try graph.apply(.sort(axis: outer.count), table)
    leading = [AxisSelection](repeating: .all, count: outer.count)
    // A run that stands for others keeps the question; they answer it for their own values.
    let row = graph.keepsQuestions ? sorted : Operand(sorted.value)
    let ends = try graph.apply(.index(leading + [.index(count - 1)]), row)
    let mask = try graph.apply(.isNaN, ends)
    hasNaN = try graph.keepsQuestions || mask.value.first { $0 == 1 } != nil ? mask : nil
  }

  /// NaN for the reductions that have one, else the given results, which may have further axes.
  func withNaN(_ results: Operand, in graph: Graph, extraAxes: Int = 0) throws -> Operand {
    guard let hasNaN else { return results }
    let sizes = hasNaN.shape.dimensions + [Int](repeating: 1, count: extraAxes)
    let mask = try graph.apply(.reshape(to: Shape(sizes)), hasNaN)
    return try graph.apply(.select, [mask, results.number(.nan), results])
  }
}
