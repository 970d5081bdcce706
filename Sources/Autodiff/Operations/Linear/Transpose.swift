import TensorCore

extension Operation {
  /// The axes in another order: axis `i` of the result is axis `permutation[i]` of the operand.
  public static func transpose(_ permutation: [Int]) -> Operation {
    var inverse = permutation
    for (position, axis) in permutation.enumerated() { inverse[axis] = position }
    let undo = inverse
    return Operation(
      "transpose",
      permutation == [1, 0] ? .postfix("ᵀ") : .call("transpose", extra: "\(Shape(permutation))"),
      .linear(
        LinearRule(
          moves: true,
          program: ProgramRule { try $0.transpose($1[0], permutation) },
          value: { inputs, _ in try inputs[0].transposed(permutation: permutation) },
          transpose: { cotangent, _, _ in try cotangent.applying(.transpose(undo)) },
          batching: .shifted { _ in .transpose([0] + permutation.map { $0 + 1 }) }
        )
      )
    )
  }
}

extension Definition {
  /// The operand with its axes reversed, or in a given order.
  static let transpose = Definition(
    "transpose",
    parameters: [
      ParameterSpecification("x", .operand),
      ParameterSpecification("axes", .axes, default: .absent),
    ],
    Documentation(
      "The operand with its axes reversed, or in a given order.",
      formula: #"x^{\top}"#,
      shapes: "[m, n] -> [n, m]",
      derivative: "the transposed cotangent",
      edgeCases: "A vector stays as it is.",
      example: "transpose([[1, 2], [3, 4]])"
    ),
    samples: [
      Sample([.tensor([1, 2, 3, 4, 5, 6], [2, 3]), .absent]),
      Sample([.tensor((0..<24).map(Double.init), [2, 3, 4]), .axes([1, 2, 0])]),
    ]
  ) { graph, arguments in
    let operand = try arguments.operand(0)
    let rank = operand.shape.rank
    let permutation = arguments.axes(1) ?? (0..<rank).reversed()
    return try graph.apply(.transpose(checkedPermutation(permutation, rank)), operand)
  }

  private static func checkedPermutation(_ axes: [Int], _ rank: Int) throws -> [Int] {
    let permutation = axes.map { $0 < 0 ? $0 + rank : $0 }
    guard permutation.sorted() == Array(0..<rank) else {
      throw TensorError.value(
        "axes \(Shape(axes)) are not an order of the \(rank) axes",
        hint: "each of 0 to \(rank - 1) once"
      )
    }
    return permutation
  }
}
