import Autodiff
import Language
import TensorCore

extension Builtin {
  static let trainTestSplit = Builtin(
    "train_test_split",
    [
      .required("x"), .required("y"), .optional("fraction", .number(0.2)), .keyword("seed", .none),
    ],
    BuiltinDocumentation(
      "Deals the rows of x and y out at random: a fraction of them to test with, the rest to learn from.",
      details: [
        "The result is a record `{x_train, x_test, y_train, y_test}`, so that "
          + "`(x_train, x_test, y_train, y_test) = train_test_split(x, y)` takes it apart.",
        "The test gets n·fraction rows, rounded up. The order is drawn from the session's random stream, or depends "
          + "on `seed=` alone.",
        "edge cases: A part without rows is a ValueError, x and y of different length a ShapeError.",
      ],
      example: "train_test_split([[1], [2], [3], [4], [5]], [1, 2, 3, 4, 5], seed=0)"
    )
  ) { context, arguments in
    let (x, y, count) = try arguments.examples()
    let fraction = try arguments.number("fraction")
    guard fraction > 0, fraction < 1 else {
      throw arguments.mistake(
        "fraction",
        .value,
        "the share of the test lies between 0 and 1, not at \(NumberText.text(fraction))"
      )
    }
    let testCount = Int((Double(count) * fraction).rounded(.up))
    guard testCount < count else {
      throw arguments.mistake(
        "x",
        .value,
        "\(count == 1 ? "1 row does" : "\(count) rows do") not suffice for a test of \(testCount) and something to learn from"
      )
    }
    let order = try arguments.order(of: count, in: context)
    func part(_ operand: Operand, _ rows: ArraySlice<Int>) throws -> Value {
      let selection = AxisSelection.indices(try Places(Array(rows)), shape: [rows.count])
      return Value(try context.graph.apply(.index([selection]), operand))
    }
    let (test, train) = (order.prefix(testCount), order.dropFirst(testCount))
    return .record(
      try Record([
        ("x_train", part(x, train)), ("x_test", part(x, test)),
        ("y_train", part(y, train)), ("y_test", part(y, test)),
      ])
    )
  }
}

extension BoundArguments {
  /// `x` and `y`, which have a row for each example, and how many there are.
  func examples() throws -> (x: Operand, y: Operand, count: Int) {
    let (x, y) = (try operand("x"), try operand("y"))
    guard let count = x.shape.dimensions.first else {
      throw mistake("x", .shape, "\(function) needs rows in `x`, and a number has none")
    }
    guard y.shape.dimensions.first == count else {
      throw mistake(
        "y",
        .shape,
        "x has \(count) rows, y has shape \(y.shape)",
        hint: "both have one row for each example"
      )
    }
    return (x, y, count)
  }

  /// A random order of rows, drawn from the session's stream or from `seed` alone.
  func order(of count: Int, in context: Context) throws -> [Int] {
    let drawn: Tensor
    if let seed = try optional("seed", { try self.count($0) }) {
      var random = RandomStream(seed: UInt64(seed))
      drawn = try random.permutation(count: count)
    } else {
      drawn = try context.random.permutation(count: count)
    }
    return drawn.values.map { Int($0) }
  }
}
