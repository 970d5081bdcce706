import Autodiff
import Language
import TensorCore

extension Builtin {
  static let standardize = Builtin(
    "standardize",
    [.required("x"), .keyword("by", .none)],
    BuiltinDocumentation(
      "x with mean 0 and standard deviation 1 in every column.",
      formula: #"\frac{x - \bar x}{\sigma_x}"#,
      details: [
        "`by=` takes mean and deviation from other rows: data to test with are measured by those learnt from, "
          + "`standardize(x_test, by=x_train)`; `x` may then be a single example, too.",
        "shapes: [n, ...] -> [n, ...]; a vector is one column; with by of [m, ...] also [...] -> [...]",
        "edge cases: A column that is constant is only moved: it becomes 0. No rows are a ValueError.",
      ],
      example: "standardize([[1, 10], [2, 10], [3, 10]])"
    )
  ) { context, arguments in
    let x = try arguments.operand("x")
    let measured: Operand
    if case .none = arguments["by"] { measured = x } else { measured = try arguments.operand("by") }
    let name = arguments.isGiven("by") ? "by" : "x"
    guard let count = measured.shape.dimensions.first, count > 0 else {
      throw arguments.mistake(name, .value, "\(arguments.function) needs rows in `\(name)`")
    }
    let features = measured.shape.dimensions.dropFirst()
    let isOneExample = arguments.isGiven("by") && x.shape.dimensions[...] == features
    guard isOneExample || x.shape.rank > 0 && x.shape.dimensions.dropFirst() == features else {
      throw arguments.mistake(
        "by",
        .shape,
        "x has shape \(x.shape) and by has shape \(measured.shape): their columns differ"
      )
    }
    let graph = context.graph
    let mean = try graph.apply(.mean(axes: [0], keepsDimensions: true), measured)
    let deviation = try graph.deviation(of: measured, from: mean, count: count)
    let rows = isOneExample ? try graph.apply(.reshape(to: mean.shape), x) : x
    let result = try graph.apply(.divide, graph.apply(.subtract, rows, mean), deviation)
    return Value(isOneExample ? try graph.apply(.reshape(to: x.shape), result) : result)
  }
}

extension Graph {
  /// The standard deviation of every column; 1 where the column is constant.
  fileprivate func deviation(of x: Operand, from mean: Operand, count: Int) throws -> Operand {
    let distances = try apply(.subtract, x, mean)
    let length = try apply(.norm(axes: [0], keepsDimensions: true), distances)
    let deviation = try apply(.divide, length, .number(Double(count).squareRoot()))
    // What rounding leaves of a constant column must not be blown up to 1.
    let epsilon = x.value.dtype == .float32 ? Double(Float.ulpOfOne) : .ulpOfOne
    let constant = zip(deviation.value.values, mean.value.values).map { deviation, mean in
      deviation <= 8 * epsilon * mean.magnitude ? 1.0 : 0
    }
    guard constant.contains(1) else { return deviation }
    let ones = try Tensor(values: constant, shape: deviation.shape).cast(to: deviation.value.dtype)
    return try apply(.add, deviation, Operand(ones))
  }
}
