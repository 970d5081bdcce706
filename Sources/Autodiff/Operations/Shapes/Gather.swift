import TensorCore

extension Operation {
  /// The slices at some places along an axis; the places' shape takes the axis's place.
  static func taking(_ places: Places, shape: Shape, axis: Int) -> Operation {
    .index(along(axis, places, shape), label: axis == 0 ? "…" : "axis=\(axis)")
  }

  static func along(_ axis: Int, _ places: Places, _ shape: Shape) -> [AxisSelection] {
    [AxisSelection](repeating: .all, count: axis) + [.indices(places, shape: shape)]
  }
}

extension Operand {
  /// Whole numbers that point somewhere, with their shape.
  func places(for function: String) throws -> (places: Places, shape: Shape) {
    if let places = try Places(value) { return (places, shape) }
    let odd = try value.first { Int(exactly: $0) == nil } ?? .nan
    throw TensorError.index("`\(function)` needs whole numbers as indices, not \(odd)")
  }
}

extension Definition {
  /// The slices at some places along an axis.
  static let gather = Definition(
    "gather",
    parameters: [
      ParameterSpecification("x", .operand), ParameterSpecification("idx", .operand),
      ParameterSpecification("axis", .axes, default: .integer(0)),
    ],
    Documentation(
      "The slices of x at the places idx along an axis, as `x[idx]` gives them for the first.",
      formula: #"y_i = x_{k_i}"#,
      shapes: "[..., n, ...], [k...] -> [..., k..., ...]",
      derivative: "the cotangents add up at the places they were taken from; 0 for idx",
      edgeCases: "Negative places count from the end; others that are not there are an IndexError.",
      example: "gather([10, 20, 30], [2, 0])"
    ),
    samples: [
      Sample([matrix, .fixed([2, 0, -1, 2], [2, 2]), .axes([1])]),
      Sample([matrix, .fixed([1, 1], [2]), .integer(0)]),
      Sample([matrix, .fixed([1], .scalar), .integer(0)]),
    ]
  ) { graph, arguments in
    let x = try arguments.operand(0)
    let axis = try x.shape.axis(arguments.axis(2))
    let (places, shape) = try arguments.operand(1).places(for: "gather")
    return try graph.apply(.taking(places, shape: shape, axis: axis), x)
  }

  /// The operand with values added at some places along an axis.
  ///
  /// `scatter` of three tensors means it too; of fewer it draws points.
  public static let scatterAdd = Definition(
    "scatter_add",
    parameters: [
      ParameterSpecification("x", .operand), ParameterSpecification("idx", .operand),
      ParameterSpecification("v", .operand),
      ParameterSpecification("axis", .axes, default: .integer(0)),
    ],
    Documentation(
      "The operand with the slices v added at the places idx along an axis.",
      formula: #"y_{k_i} = x_{k_i} + v_i"#,
      shapes: "[..., n, ...], [k...], [..., k..., ...] -> [..., n, ...]",
      derivative: "the cotangent for x, the cotangents at the places for v, 0 for idx",
      edgeCases:
        "A place that occurs several times gets all its values; v is broadcast; `scatter` of three"
        + " tensors is the same.",
      example: "scatter_add([10, 20, 30], [0, 0], [1, 2])"
    ),
    samples: [
      Sample([matrix, .fixed([2, 0, 2], [3]), .tensor([1, 2, 3, 4, 5, 6], [2, 3]), .axes([1])]),
      Sample([matrix, .fixed([1, 1], [2]), .tensor([0.5], .scalar), .integer(0)]),
    ]
  ) { graph, arguments in
    let (x, v) = try (arguments.operand(0), arguments.operand(2))
    let axis = try x.shape.axis(arguments.axis(3))
    let (places, shape) = try arguments.operand(1).places(for: "scatter_add")
    let parts = Operation.along(axis, places, shape)
    let target = try Selection(parts, in: x.shape).resultShape
    guard v.shape.canBroadcast(to: target) else {
      throw TensorError.shape(
        "`scatter_add` of values \(v.shape) to places of shape \(target)",
        hint: nil
      )
    }
    let wide = try graph.apply(.broadcast(to: target), v)
    return try graph.apply(.add, x, graph.apply(.scatter(parts, into: x.shape), wide))
  }

  private static let matrix = Sample.Entry.tensor([1, -2, 0.5, 3, 4.2, -0.7], [2, 3])
}
