import Autodiff
import Display
import Language
import TensorCore

/// Samples a function of the plane, `f(x, y)` or `f(p)` of a vector of two, at many points.
///
/// A function that can be shown to map point by point is called once with all of them; any other
/// once for each. Which it is, is not guessed: the results of the one call are compared with those
/// of calls with single points.
struct GridSampling {
  let function: Function
  let context: Context
  /// Whether it takes x and y one by one, and not as one vector.
  let takesPair: Bool

  /// - Throws: a TypeError for a function that takes neither two numbers nor one vector.
  init(_ function: Function, in context: Context) throws {
    self.function = function
    self.context = context
    let positional = function.parameters.filter { !$0.isKeywordOnly }
    let required = positional.filter(\.isRequired).count
    let takesMany = positional.contains { if case .rest = $0.kind { true } else { false } }
    guard required == 1 || required == 2 || takesMany, positional.count > 0 else {
      throw Diagnostic(
        .type,
        "a field needs a function `f(x, y)`, or `f(p)` of a vector of two, "
          + "and \(function.described) takes \(required) arguments"
      )
    }
    takesPair = required == 2 || takesMany
  }

  /// The values at the crossings of a grid: `width` numbers for each point, row by row.
  struct Samples {
    let values: [Double]
    /// How many numbers the function gives for a point.
    let width: Int
  }

  /// Samples every crossing of columns and rows, which count at least one point.
  func samples(xs: [Double], ys: [Double]) throws -> Samples {
    let points = ys.flatMap { y in xs.map { (x: $0, y: y) } }
    defer { context.forgetNonFinite() }
    let draws = context.random
    let probes = try Self.probes(of: points.count).map { index in
      (index: index, values: try numbers(at: points[index]))
    }
    for attempt in attempts {
      context.random = draws
      // A function that draws gives single points other numbers, and is left to the loop.
      if let samples = try wholeSamples(points, attempt), samples.agrees(with: probes) {
        return samples
      }
    }
    context.random = draws
    return try singleSamples(points)
  }

  /// Points spread over all, by steps that meet no row or column of a usual grid twice.
  private static func probes(of count: Int) -> [Int] {
    let some = (0..<12).map { $0 * (count - 1) / 11 + $0 * 37 % max(1, count / 16) }
    return Array(Set((some + [0, count - 1]).filter { $0 < count })).sorted()
  }

  // MARK: - One call for each point

  private func numbers(at point: (x: Double, y: Double)) throws -> [Double] {
    try context.poll()
    let arguments: [Value] =
      takesPair
      ? [.number(point.x), .number(point.y)]
      : [.tensor(try Tensor(values: [point.x, point.y], shape: [2]))]
    let result = try context.call(function, arguments)
    guard let tensor = try result.operand?.value, tensor.count > 0 else {
      throw Diagnostic(
        .type,
        "\(function.described) has to give a number at every point, and gave \(result.described)"
      )
    }
    return tensor.values
  }

  private func singleSamples(_ points: [(x: Double, y: Double)]) throws -> Samples {
    var values: [Double] = []
    var width: Int?
    for point in points {
      let numbers = try numbers(at: point)
      guard width == nil || width == numbers.count else {
        throw Diagnostic(
          .shape,
          "\(function.described) gave \(width ?? 0) numbers at one point and \(numbers.count) at "
            + "another"
        )
      }
      width = numbers.count
      values += numbers
    }
    return Samples(values: values, width: width ?? 1)
  }

  // MARK: - One call for all points

  /// How all points are handed over at once.
  private enum Attempt {
    /// A vector of x and one of y.
    case pair
    /// A matrix with a point in each row, as a model takes a batch.
    case rows
    /// A matrix whose first row is x and whose second is y, so that `p[0]` is all x.
    case columns
  }

  private var attempts: [Attempt] { takesPair ? [.pair] : [.rows, .columns] }

  /// nil where the function does not take all points, or does not give a result for each.
  private func wholeSamples(
    _ points: [(x: Double, y: Double)],
    _ attempt: Attempt
  ) throws -> Samples? {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let count = points.count
    let arguments: [Value] =
      switch attempt {
      case .pair:
        [
          .tensor(try Tensor(values: xs, shape: [count])),
          .tensor(try Tensor(values: ys, shape: [count])),
        ]
      case .rows:
        [.tensor(try Tensor(values: zip(xs, ys).flatMap { [$0, $1] }, shape: [count, 2]))]
      case .columns: [.tensor(try Tensor(values: xs + ys, shape: [2, count]))]
      }
    do {
      let result = try context.warnings.muted { try context.call(function, arguments) }
      guard let tensor = try result.operand?.value, let first = tensor.shape.dimensions.first,
        first == count
      else { return nil }
      return Samples(values: tensor.values, width: tensor.count / count)
    } catch {
      if Diagnosis.diagnostic(error)?.kind == .interrupted { throw error }
      // It takes single points only; what is wrong with those, the loop will say.
      try context.poll()
      return nil
    }
  }
}

extension GridSampling.Samples {
  /// Whether the same numbers came out for single points, but for rounding.
  fileprivate func agrees(with probes: [(index: Int, values: [Double])]) -> Bool {
    probes.allSatisfy { index, expected in
      guard expected.count == width else { return false }
      return zip(values[(index * width)...], expected).allSatisfy { actual, expected in
        actual == expected || (actual.isNaN && expected.isNaN)
          || abs(actual - expected) <= 1e-9 * max(abs(actual), abs(expected))
      }
    }
  }
}

extension Grid {
  /// The number a function has at every crossing.
  ///
  /// - Throws: a TypeError where it gives something else.
  init(_ sampling: GridSampling, xs: [Double], ys: [Double]) throws {
    let samples = try sampling.samples(xs: xs, ys: ys)
    guard samples.width == 1 else {
      throw Diagnostic(
        .type,
        "\(sampling.function.described) has to give one number at every point, "
          + "and gave \(samples.width)",
        hint:
          "take one of them, as in `p -> \(sampling.function.name.isEmpty ? "f" : sampling.function.name)(p)[0]`"
      )
    }
    self.init(xs: xs, ys: ys, values: samples.values)
  }
}
