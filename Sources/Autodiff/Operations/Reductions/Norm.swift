import TensorCore

extension Operation {
  /// The Euclidean length over all or some axes, Frobenius's for a matrix; its gradient at 0 is 0.
  public static func norm(axes: [Int]?, keepsDimensions: Bool = false) -> Operation {
    Operation(
      "norm",
      .call("norm", extra: axisLabel(axes)),
      .general(
        GeneralRule(
          program: ProgramRule { try length(&$0, $1[0], axes, keepsDimensions) },
          value: { inputs, interruption in
            try length(of: inputs[0], axes, keepsDimensions, interruption)
          },
          pullback: { cotangent, inputs, output, _ in
            try cotangent.spread(over: axes, of: inputs[0].shape)
              .applying(.chain, direction(of: inputs[0], length: output, axes))
          },
          pushforward: { tangent, inputs, output, _ in
            try tangent.applying(.chain, direction(of: inputs[0], length: output, axes))
              .applying(.sum(axes: axes)).reshaped(to: output.shape)
          },
          batching: .shifted {
            .norm(axes: BatchingRule.axes(axes, of: $0), keepsDimensions: keepsDimensions)
          }
        )
      )
    )
  }

  /// The steps for operands that need no scaling; others have no plan.
  private static func length(
    _ program: inout TensorProgram,
    _ x: TensorProgram.Value,
    _ axes: [Int]?,
    _ keepsDimensions: Bool
  ) throws -> TensorProgram.Value {
    let squares = try program.apply(.square, to: x)
    let sum = try program.sum(squares, axes: axes, keepsDimensions: keepsDimensions)
    func extremum(_ x: TensorProgram.Value, isLargest: Bool) throws -> TensorProgram.Value {
      try program.extremum(x, isLargest: isLargest, axes: nil, keepsDimensions: false)
    }
    let isFinite = try program.apply(
      .lessOrEqual,
      to: extremum(sum, isLargest: true),
      .greatestFiniteMagnitude
    )
    let isLarge = try program.apply(
      .greaterOrEqual,
      to: extremum(sum, isLargest: false),
      leastSum(program.dtype(of: x))
    )
    let largest = try extremum(program.apply(.absolute, to: x), isLargest: true)
    let isZero = try program.apply(.equal, to: largest, 0)
    program.require(true, of: isFinite)
    program.require(true, of: try program.apply(.or, to: isLarge, isZero))
    return try program.apply(.sqrt, to: sum)
  }

  /// Where a sum of squares is below this, squares that vanished may have mattered.
  private static func leastSum(_ dtype: DType) -> Double {
    dtype == .float32 ? 0x1p-100 : 0x1p-960
  }

  /// The lengths, by the sums of squares where those neither overflow nor vanish.
  private static func length(
    of x: Tensor,
    _ axes: [Int]?,
    _ keepsDimensions: Bool,
    _ interruption: Interruption
  ) throws -> Tensor {
    let sum = try x.sum(of: .square, axes: axes, keepsDimensions: keepsDimensions)
    let root = try UnaryKernel.sqrt.apply(to: sum)
    let least = leastSum(x.dtype)
    let isSafe = try sum.first { !($0 >= least && $0 < .infinity) } == nil
    if isSafe || x.count == 0 { return root }
    let scaled = try scaledLength(of: x, axes, keepsDimensions, interruption)
    let isLarge = try sum.mapped(.greaterOrEqual, least)
    let isFinite = try UnaryKernel.isFinite.apply(to: sum)
    return try Tensor.select(isLarge.mapped(.and, isFinite), root, scaled)
  }

  /// The lengths of what is divided by its largest magnitude, each sum by its own.
  private static func scaledLength(
    of x: Tensor,
    _ axes: [Int]?,
    _ keepsDimensions: Bool,
    _ interruption: Interruption
  ) throws -> Tensor {
    let largest = try UnaryKernel.absolute.apply(to: x, interruption)
      .maximum(axes: axes, keepsDimensions: true)
    // Zeros, infinities and NaN speak for themselves.
    let isPositive = try largest.mapped(.greater, 0)
    let isUsual = try isPositive.mapped(.and, UnaryKernel.isFinite.apply(to: largest))
    let factor = try Tensor.select(isUsual, largest, Tensor(1).cast(to: x.dtype.arithmetic))
    let sum = try (x / factor).sum(of: .square, axes: axes, keepsDimensions: true)
    let length = try factor * UnaryKernel.sqrt.apply(to: sum)
    return try length.reshaped(
      to: x.shape.reduced(over: x.shape.axes(axes), keepsDimensions: keepsDimensions)
    )
  }

  /// x/‖x‖, and 0 where the length is 0.
  private static func direction(of x: Term, length: Term, _ axes: [Int]?) throws -> Term {
    let isZero = try length.applying(.equal, length.constant(0))
    // Over infinity, so that the derivatives of the direction are 0 there too.
    let safe = try isZero.applying(.select, length.constant(.infinity), length)
    return try x / safe.spread(over: axes, of: x.shape)
  }
}

extension Definition {
  /// The length of a vector, or of all elements of a tensor.
  static let norm = Definition(
    "norm",
    parameters: [
      ParameterSpecification("x", .operand),
      ParameterSpecification("p", .number, default: .number(2)), .axis, .keepdims,
    ],
    Documentation(
      "The length of a vector, Frobenius's norm of a matrix; with `p` the p-norm of the elements.",
      formula: #"\lVert x \rVert_p = \left( \sum_i |x_i|^p \right)^{1/p}"#,
      shapes: "[...] -> [...] without the reduced axes",
      derivative: "sign(x) (|x|/norm(x))^(p-1); for p = 2 x/norm(x)",
      edgeCases:
        "All derivatives at 0 are 0; p is at least 1, or inf for the largest magnitude, whose ties share"
        + " the derivative; of nothing 0.",
      example: "norm([3, 4])"
    ),
    samples: [
      Sample([matrix, .number(2), .absent, .flag(false)]),
      Sample([matrix, .number(2), .axes([0]), .flag(false)]),
      Sample([matrix, .number(2), .axes([-1]), .flag(true)]),
      Sample([matrix, .number(1), .axes([0]), .flag(false)]),
      Sample([matrix, .number(.infinity), .axes([1]), .flag(true)]),
      Sample([matrix, .number(3), .absent, .flag(false)]),
      Sample([matrix, .number(1.5), .axes([0]), .flag(true)]),
      Sample([.tensor([-3], .scalar), .number(4), .absent, .flag(false)]),
    ]
  ) { graph, arguments in
    let x = try arguments.operand(0)
    let (p, axes, keepsDimensions) = try (
      arguments.number(1), arguments.axes(2), arguments.flag(3)
    )
    guard p >= 1 else {
      throw TensorError.value("norm needs a p of at least 1, not \(p)", hint: nil)
    }
    switch p {
    case 2: return try graph.apply(.norm(axes: axes, keepsDimensions: keepsDimensions), x)
    case 1:
      return try graph.apply(
        .sum(axes: axes, keepsDimensions: keepsDimensions),
        graph.apply(.abs, x)
      )
    case .infinity:
      let isEmpty = try x.shape.count == 0 && x.shape.reducedCount(axes) == 0
      let largest: Operation =
        isEmpty
        ? .sum(axes: axes, keepsDimensions: keepsDimensions)
        : .max(axes: axes, keepsDimensions: keepsDimensions)
      return try graph.apply(largest, graph.apply(.abs, x))
    default:
      return try graph.apply(.powerNorm(p, axes: axes, keepsDimensions: keepsDimensions), x)
    }
  }

  private static let matrix = Sample.Entry.tensor([1, -2, 0.5, 3, 4.2, -0.7], [2, 3])
}
