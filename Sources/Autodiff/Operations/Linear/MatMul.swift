import TensorCore

extension Operation {
  /// The matrix product, by NumPy's rules for vectors and stacks of matrices.
  public static let matmul: Operation = matmul(transposeLeft: false, transposeRight: false)
  private static let matmulLeft: Operation = matmul(transposeLeft: true, transposeRight: false)
  private static let matmulRight: Operation = matmul(transposeLeft: false, transposeRight: true)
  private static let matmulBoth: Operation = matmul(transposeLeft: true, transposeRight: true)

  /// The product of the operands or their transposes.
  static func product(_ left: Bool, _ right: Bool) -> Operation {
    switch (left, right) {
    case (false, false): matmul
    case (true, false): matmulLeft
    case (false, true): matmulRight
    case (true, true): matmulBoth
    }
  }

  /// A product of the operands or their transposes, which are not formed.
  private static func matmul(transposeLeft: Bool, transposeRight: Bool) -> Operation {
    Operation(
      "@",
      .matrixProduct(transposeLeft: transposeLeft, transposeRight: transposeRight),
      .linear(
        LinearRule(
          program: ProgramRule { program, inputs in
            try program.matmul(
              inputs[0],
              inputs[1],
              transposeLeft: transposeLeft,
              transposeRight: transposeRight
            )
          },
          value: { inputs, interruption in
            try Tensor.matmul(
              inputs[0],
              inputs[1],
              transposeLeft: transposeLeft,
              transposeRight: transposeRight,
              interruption: interruption
            )
          },
          transpose: { cotangent, inputs, index in
            if inputs.contains(where: { $0.shape.rank == 1 }) {
              return try vectorTranspose(cotangent, inputs[0], inputs[1], index)
            }
            return try matrixTranspose(
              cotangent,
              inputs,
              index,
              transposeLeft,
              transposeRight
            )
          },
          batching: BatchingRule { try batched($0, transposeLeft, transposeRight) }
        )
      )
    )
  }

  /// The products of a batch, as one tall product where the right operand is the same for all.
  private static func batched(_ batch: Batch, _ left: Bool, _ right: Bool) throws -> Term {
    let (a, b) = (batch[0], batch[1])
    let (ranks, size) = ((a.shape.rank, b.shape.rank), batch.count)
    switch (ranks, a.isBatched, b.isBatched) {
    case ((1, 1), true, true):
      return try (a.term * b.term).applying(.sum(axes: [1]))
    case ((1, 1...2), true, false): return try a.term.applying(product(false, right), b.term)
    case ((1, 1), false, true): return try b.term.applying(.matmul, a.term)
    // The rows of X Aᵀ are the products A x.
    case ((2, 1), false, true): return try b.term.applying(product(false, !left), a.term)
    case ((2, 2), false, true) where right:
      let turned = try b.term.applying(product(false, !left), a.term)
      return try turned.applying(.transpose([0, 2, 1]))
    default: break
    }
    // Vectors as matrices with an axis of one, and the stacks in front aligned.
    let rank = Swift.max(ranks.0, ranks.1, 2)
    func matrix(_ operand: Batch.Operand, _ vector: [Int]) throws -> Term {
      let sizes = operand.shape.rank == 1 ? vector : operand.shape.dimensions
      guard operand.isBatched else { return try operand.term.reshaped(to: Shape(sizes)) }
      let ones = [Int](repeating: 1, count: rank - sizes.count)
      return try operand.term.reshaped(to: Shape([size] + ones + sizes))
    }
    let rows = try matrix(a, [1, a.shape.count])
    let columns = try matrix(b, [b.shape.count, 1])
    return try rows.applying(product(left && ranks.0 > 1, right && ranks.1 > 1), columns)
      .reshaped(to: batch.shape)
  }

  /// With C = op(A) op(B): the adjoint of op(A) is C̄ op(B)ᵀ, that of op(B) is op(A)ᵀ C̄.
  private static func matrixTranspose(
    _ cotangent: Term,
    _ inputs: [Term],
    _ index: Int,
    _ left: Bool,
    _ right: Bool
  ) throws -> Term {
    let (a, b) = (inputs[0], inputs[1])
    let adjoint: Term
    if index == 0 {
      adjoint =
        try left
        ? b.applying(product(right, true), cotangent)
        : cotangent.applying(product(false, !right), b)
    } else {
      adjoint =
        try right
        ? cotangent.applying(product(true, left), a)
        : a.applying(product(!left, false), cotangent)
    }
    return try adjoint.summed(to: inputs[index].shape)
  }

  /// Where an operand is a vector: products of vectors and matrices again.
  private static func vectorTranspose(
    _ cotangent: Term,
    _ a: Term,
    _ b: Term,
    _ index: Int
  ) throws -> Term {
    switch (a.shape.rank, b.shape.rank) {
    case (1, 1): return try cotangent * (index == 0 ? b : a)
    case (2, 1):
      return try index == 0 ? cotangent.applying(.outer, b) : cotangent.applying(.matmul, a)
    case (1, 2):
      return try index == 0 ? b.applying(.matmul, cotangent) : a.applying(.outer, cotangent)
    default: return try stackTranspose(cotangent, a, b, index)
    }
  }

  /// A vector beside a stack of matrices: as a matrix with an axis of one.
  private static func stackTranspose(
    _ cotangent: Term,
    _ a: Term,
    _ b: Term,
    _ index: Int
  ) throws -> Term {
    let matrixA = try a.shape.rank == 1 ? a.reshaped(to: [1, a.shape.count]) : a
    let matrixB = try b.shape.rank == 1 ? b.reshaped(to: [b.shape.count, 1]) : b
    var sizes = cotangent.shape.dimensions
    if a.shape.rank == 1 { sizes.insert(1, at: Swift.max(sizes.count - 1, 0)) }
    if b.shape.rank == 1 { sizes.append(1) }
    let full = try cotangent.reshaped(to: Shape(sizes))
    let adjoint = try matrixTranspose(full, [matrixA, matrixB], index, false, false)
    return try adjoint.reshaped(to: (index == 0 ? a : b).shape)
  }
}

extension Definition {
  /// The matrix product `a @ b`.
  static let matmul = Definition(
    "matmul",
    parameters: [ParameterSpecification("a", .operand), ParameterSpecification("b", .operand)],
    Documentation(
      "The matrix product `a @ b`.",
      formula: "A B",
      shapes: "[..., m, k], [..., k, n] -> [..., m, n]; a vector counts as a row or column",
      derivative: "ȳ @ bᵀ for a, aᵀ @ ȳ for b",
      edgeCases: "An inner size of 0 gives zeros.",
      example: "matmul([[1, 2], [3, 4]], [1, 1])"
    ),
    samples: products
  ) { graph, arguments in
    try graph.apply(.matmul, arguments.operand(0), arguments.operand(1))
  }

  /// The dot product: of vectors a number; with a number a multiple; else as NumPy's.
  static let dot = Definition(
    "dot",
    parameters: [ParameterSpecification("a", .operand), ParameterSpecification("b", .operand)],
    Documentation(
      "The dot product `a · b`: of vectors a number, with a number a multiple.",
      formula: #"a \cdot b = \sum_i a_i b_i"#,
      shapes: "[n], [n] -> []; [m, k], [k, n] -> [m, n]",
      derivative: "ȳ b for a, ȳ a for b",
      edgeCases: "Of vectors with different lengths a ShapeError; of nothing 0.",
      example: "dot([1, 2], [3, 4])"
    ),
    samples: products + [.numbers(2, 3), Sample([.tensor([2], []), .tensor([1, 2], [2])])]
  ) { graph, arguments in
    let (a, b) = (try arguments.operand(0), try arguments.operand(1))
    let isMultiple: Bool = a.shape.rank == 0 || b.shape.rank == 0
    return try graph.apply(isMultiple ? Operation.multiply : Operation.matmul, a, b)
  }

  private static let products: [Sample] = {
    let six = Sample.Entry.tensor([1, -2, 3, 0.5, 5, 6], [2, 3])
    return [
      Sample([six, .tensor([1, 2, 0.3, 4, -1, 6], [3, 2])]),
      Sample([six, .tensor([1, 2, 0.3], [3])]),
      Sample([.tensor([1, 2], [2]), six]),
      Sample([.tensor([1, 2], [2]), .tensor([3, -1], [2])]),
      Sample([
        .tensor((0..<12).map { Double($0) / 5 - 1 }, [2, 2, 3]),
        .tensor([1, 2, 0.3, 4, -1, 6], [3, 2]),
      ]),
      Sample([.tensor([0.3, 4], [2]), .tensor((0..<12).map { Double($0) / 5 - 1 }, [3, 2, 2])]),
    ]
  }()
}
