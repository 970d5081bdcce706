import Autodiff
import Language
import TensorCore

extension Builtin {
  static let batches = Builtin(
    "batches",
    [
      .required("x"), .required("y"), .required("size"), .keyword("shuffle", .bool(false)),
      .keyword("seed", .none),
    ],
    BuiltinDocumentation(
      "The rows of x and y in pairs of `size` rows each, to run over: `for (xb, yb) in batches(x, y, 32) { … }`.",
      details: [
        "The last pair has the rows that are left, at least one. With `shuffle=true` the rows come in random order, "
          + "drawn anew at each call from the session's stream, or from `seed=` alone.",
        "edge cases: No rows, or a size beyond their number, is a ValueError.",
      ],
      example: "for (xb, yb) in batches([1, 2, 3], [2, 4, 6], 2) { print(xb, yb) }"
    )
  ) { context, arguments in
    var (x, y, count) = try arguments.examples()
    let size = try arguments.count("size")
    guard size > 0 else { throw arguments.mistake("size", .value, "a batch has at least one row") }
    guard count > 0 else { throw arguments.mistake("x", .value, "there are no rows to deal out") }
    guard size <= count else {
      throw arguments.mistake(
        "size",
        .value,
        "a batch of \(size) is larger than the data: \(count == 1 ? "1 row" : "\(count) rows")"
      )
    }
    if try arguments.bool("shuffle") {
      let order = try arguments.order(of: count, in: context)
      let selection = AxisSelection.indices(try Places(order), shape: [count])
      x = try context.graph.apply(.index([selection]), x)
      y = try context.graph.apply(.index([selection]), y)
    } else if arguments.isGiven("seed") {
      throw arguments.mistake("seed", .value, "without `shuffle=true` there is nothing to draw")
    }
    return try .tuple(
      of: stride(from: 0, to: count, by: size).map { start in
        try context.poll()
        let rows = start..<min(count, start + size)
        return try .tuple(of: [
          Value(x.rows(rows, in: context.graph)), Value(y.rows(rows, in: context.graph)),
        ])
      }
    )
  }
}

extension Operand {
  /// The elements at some neighbouring places of the first axis.
  fileprivate func rows(_ range: Range<Int>, in graph: Graph) throws -> Operand {
    guard variable != nil else { return Operand(try value.rows(range)) }
    let slice = AxisSelection.slice(start: range.lowerBound, stop: range.upperBound, step: 1)
    let label = "\(range.lowerBound):\(range.upperBound)"
    return try graph.apply(.index([slice], label: label), self)
  }
}
