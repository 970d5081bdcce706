import Autodiff
import Language
import TensorCore

extension Builtin {
  static let vmap = Builtin(
    "vmap",
    [.required("f")],
    BuiltinDocumentation(
      "The function that applies another to every row of its arguments, and stacks the results.",
      formula: #"(f(x_1), f(x_2), \dots)"#,
      details: [
        "Tensors are taken apart along their first axis, also in records and tuples; numbers and "
          + "what is no data are the same for every row.",
        "Tuples and records of results are stacked entry by entry. Random numbers are drawn for each "
          + "row.",
        "A function that only computes runs once, for all rows together; one that branches on its values, "
          + "prints or draws runs for each.",
        "shapes: [n, ...] -> [n, ...], with the shape of what f gives",
        "derivative: that of f at every row",
        "edge cases: No rows give an empty result of the right shape; different numbers of rows are a ShapeError.",
      ],
      example: "vmap((a, b) -> dot(a, b))([[1, 2], [3, 4]], [[5, 6], [7, 8]])"
    )
  ) { _, arguments in
    let function = try arguments.function("f")
    return .function(
      try TransformedFunction(
        name: "vmap(\(function.written))",
        parameters: function.parameters,
        from: [arguments["f"]],
        summary: "Applies \(function.described) to every row.",
        recipe: "vmap"
      ) { context, passed in
        try context.mapped(function, over: passed)
      }
    )
  }
}

extension Context {
  fileprivate func mapped(_ function: Function, over passed: CallArguments) throws -> Value {
    _ = try passed.bound(to: function)
    let trees = try (passed.positional + passed.named.map(\.value)).map { try mappable($0) }
    let count = try rowCount(of: trees, function)
    let names = passed.named.map(\.name)
    let result: Autodiff.Function = { [self] rows in
      let values = try rows.map { try Value($0) }
      let named = zip(names, values.dropFirst(passed.positional.count)).map {
        (name: $0, value: $1)
      }
      let arguments = Array(values.prefix(passed.positional.count))
      return try mappable(call(function, arguments, named: named))
    }
    guard count > 0 else { return try emptyResult(trees, result) }
    let before = (seed: random.seed, draws: random.position, outputs: outputCount)
    let mapped = try graph.mapped(result, over: trees, count: count) {
      before == (random.seed, random.position, outputCount)
    }
    return try Value(mapped)
  }

  /// A value with everything in it that can have rows.
  private func mappable(_ value: Value) throws -> Tree {
    switch value {
    case .range, .bool: try value.operand.map(Tree.leaf) ?? value.tree(in: self)
    default: try value.tree(in: self)
    }
  }

  private func rowCount(of trees: [Tree], _ function: Function) throws -> Int {
    let counts = trees.flatMap(\.leaves).compactMap(\.shape.dimensions.first)
    guard let count = counts.first else {
      throw Diagnostic(
        .shape,
        "`vmap` got nothing with rows to apply \(function.described) to",
        hint: "at least one argument has to be a tensor; its first axis is mapped over"
      )
    }
    guard let odd = counts.first(where: { $0 != count }) else { return count }
    throw Diagnostic(
      .shape,
      "the arguments of `vmap` have different numbers of rows: \(count) and \(odd)",
      hint: "the first axis of every tensor is mapped over"
    )
  }

  /// No rows, of the shape that a row of zeros gives; nothing is drawn for it.
  private func emptyResult(
    _ arguments: [Tree],
    _ result: Autodiff.Function
  ) throws -> Value {
    let draws = random
    defer { restore(random: draws) }
    let zeros = try arguments.map { tree in
      try tree.mapLeaves { leaf in
        guard leaf.shape.rank > 0 else { return leaf }
        let shape = Shape(Array(leaf.shape.dimensions.dropFirst()))
        return Operand(try Tensor.filled(0, shape: shape, dtype: leaf.dtype))
      }
    }
    let trial = try result(zeros)
    let empty = try trial.mapLeaves { leaf in
      Operand(try Tensor.filled(0, shape: Shape([0] + leaf.shape.dimensions), dtype: leaf.dtype))
    }
    return try Value(empty)
  }
}
