/// A search that shortens a step until the function falls far enough.
///
/// - Source: Nocedal, Wright, "Numerical Optimization" (2006), algorithm 3.1.
struct BacktrackingSearch {
  /// From 10²⁰, the longest direction, to 10⁻¹⁰.
  private static let largestCount = 100

  /// A point that is lower, or as low with a smaller gradient; nil where there seems to be none.
  static func point(
    from start: Iterate,
    along direction: [Double],
    firstLength: Double,
    evaluate: ([Double]) throws -> Iterate
  ) throws -> Iterate? {
    let slope = Vectors.dot(start.gradient, direction)
    guard slope < 0 else { return nil }
    var length = firstLength
    for _ in 0..<Self.largestCount {
      let point = try evaluate(Vectors.sum(start.x, length, direction))
      if point.isFinite {
        if point.value <= start.value + 1e-4 * length * slope, point.value < start.value {
          return point
        }
        // As low as numbers can tell: the gradient decides.
        let isBelowRounding = abs(length * slope) < 1e-15 * max(abs(start.value), 1e-300)
        let isFlatter = Vectors.norm(point.gradient) < Vectors.norm(start.gradient)
        if point.value <= start.value, isBelowRounding || point.value == start.value, isFlatter {
          return point
        }
      }
      length *= 0.5
    }
    return nil
  }
}
