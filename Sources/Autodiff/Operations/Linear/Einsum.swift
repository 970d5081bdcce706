import TensorCore

extension Operation {
  /// A sum of products over labelled axes of one or two operands; its transpose is one again.
  static func contraction(_ contraction: Contraction, label: String) -> Operation {
    Operation(
      "einsum",
      .call("einsum", extra: label),
      .linear(
        LinearRule(
          program: ProgramRule { try contraction.write($1, to: &$0) },
          value: { inputs, interruption in try contraction.value(of: inputs, interruption) },
          transpose: { cotangent, inputs, index in
            try transpose(contraction, cotangent, inputs, index)
          },
          batching: BatchingRule { batch in
            let known = contraction.operands.joined() + contraction.result
            let label = (known.max() ?? 0) + 1
            let operands = zip(contraction.operands, batch.operands).map { labels, operand in
              operand.isBatched ? [label] + labels : labels
            }
            let whole = Contraction(operands, to: [label] + contraction.result)
            return try batch.applying(
              .contraction(whole, label: "batch"),
              batch.operands.map(\.term)
            )
          }
        )
      )
    )
  }

  private static func transpose(
    _ contraction: Contraction,
    _ cotangent: Term,
    _ inputs: [Term],
    _ index: Int
  ) throws -> Term {
    let labels = contraction.operands[index]
    let other = inputs.indices.first { $0 != index }
    let known = contraction.result + (other.map { contraction.operands[$0] } ?? [])
    var unique: [Int] = []
    for label in labels where !unique.contains(label) { unique.append(label) }
    let reached = unique.filter(known.contains)
    let isWhole = reached.count == unique.count
    let operands = [contraction.result] + (other.map { [contraction.operands[$0]] } ?? [])
    let back = Contraction(operands, to: isWhole ? labels : reached)
    let operation = Operation.contraction(back, label: "adjoint")
    let adjoint =
      try other.map { try cotangent.applying(operation, inputs[$0]) }
      ?? cotangent.applying(operation)
    if isWhole { return try adjoint.cast(to: inputs[index].dtype) }
    // Along what only this operand has, and was summed over, the adjoint repeats.
    let sizes = Dictionary(zip(labels, inputs[index].shape.dimensions)) { first, _ in first }
    let full = Shape(unique.map { sizes[$0] ?? 1 })
    let ones = Shape(unique.map { reached.contains($0) ? sizes[$0] ?? 1 : 1 })
    let repeated = try adjoint.reshaped(to: ones).broadcast(to: full)
    let spread = Contraction([unique], to: labels)
    let result =
      try unique == labels
      ? repeated : repeated.applying(.contraction(spread, label: "adjoint"))
    return try result.cast(to: inputs[index].dtype)
  }
}

extension Definition {
  /// A sum of products of tensors, with an index for each axis.
  static let einsum = Definition(
    "einsum",
    parameters: [
      ParameterSpecification("indices", .text), ParameterSpecification("operands", .eachOperand),
    ],
    Documentation(
      "The sum of products of tensors that a string of indices describes, in Einstein's notation.",
      formula: #"y_{ik} = \sum_j a_{ij} b_{jk}"#,
      shapes: "as the indices say: `ij,jk->ik` takes [i, j], [j, k] and gives [i, k]",
      derivative: "einsum again, with the cotangent in the operand's place",
      edgeCases: """
        An index twice in an operand is its diagonal; one that the result lacks is summed over. Without `->` the result \
        has the indices that occur once, in alphabetical order. `...` stands for further axes, which broadcast.
        """,
      source: "Einstein (1916), The foundation of the general theory of relativity, §5",
      example: "einsum(\"ij,jk->ik\", [[1, 2], [3, 4]], [[5, 6], [7, 8]])"
    ),
    samples: [
      einsum("ij,jk->ik", ([2, 3], 7), ([3, 2], 5)), einsum("ij,jk", ([2, 3], 7), ([3, 2], 5)),
      einsum("ij,kj->ki", ([2, 3], 7), ([2, 3], 5)), einsum("ii->i", ([3, 3], 7)),
      einsum("ii", ([3, 3], 7)), einsum("ij->ji", ([2, 3], 7)), einsum("ij->j", ([2, 3], 7)),
      einsum("ijk->k", ([2, 3, 2], 7)), einsum("i,i->", ([3], 7), ([3], 5)),
      einsum("i,j->ij", ([3], 7), ([2], 5)),
      einsum("bij,bjk->bik", ([2, 2, 3], 7), ([2, 3, 2], 5)),
      einsum("bi,bi->b", ([2, 3], 7), ([2, 3], 5)),
      einsum("iij,jk->k", ([2, 2, 3], 7), ([3, 2], 5)),
      einsum("ij,k->i", ([2, 3], 7), ([2], 5)),
      einsum("...ij,jk->...ik", ([2, 2, 3], 7), ([3, 2], 5)),
      einsum("...i,...i->...", ([2, 1, 3], 7), ([2, 3], 5)), einsum("iii->i", ([2, 2, 2], 7)),
      einsum("ij,jk,kl->il", ([2, 3], 7), ([3, 2], 5), ([2, 2], 3)),
      einsum("i,ij,j->", ([2], 7), ([2, 3], 5), ([3], 3)),
    ]
  ) { graph, arguments in
    let operands = try arguments.operands(1)
    let plan = try EinsumPlan(arguments.text(0), operands.map(\.shape))
    let common = operands.dropFirst().reduce(operands[0].dtype.arithmetic) {
      DType.common($0, rank: 1, $1.dtype, rank: 1)
    }
    let parts = try zip(operands, plan.shapes).map { operand, shape in
      let cast = operand.dtype == common ? operand : try graph.apply(.cast(to: common), operand)
      return shape == operand.shape ? cast : try graph.apply(.reshape(to: shape), cast)
    }
    return try plan.apply(to: parts, in: graph)
  }

  /// A sample whose operands have these shapes and elements that differ by these steps.
  private static func einsum(_ indices: String, _ operands: ([Int], Int)...) -> Sample {
    let constants = operands.map { sizes, step in
      let shape = Shape(sizes)
      let values = (0..<shape.count).map { Double($0 * step % 11) / 4 - 1.2 }
      return Sample.Constant(values: values, shape: shape)
    }
    return Sample([.text(indices), .operands(constants)])
  }
}
