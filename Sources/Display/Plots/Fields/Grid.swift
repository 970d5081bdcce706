/// Numbers at the crossings of a grid: a sampled function of two variables, or a matrix.
public struct Grid: Sendable {
  /// The columns' places along x and the rows' along y, both in order.
  public let xs: [Double]
  public let ys: [Double]
  /// Row by row, the row of the first `y` first.
  public let values: [Double]

  /// Fills missing values with NaN and drops those that are too many.
  public init(xs: [Double], ys: [Double], values: [Double]) {
    let count = xs.count * ys.count
    self.xs = xs
    self.ys = ys
    self.values =
      values.count == count
      ? values
      : Array(values.prefix(count))
        + Array(repeating: .nan, count: max(0, count - values.count))
  }

  func value(column: Int, row: Int) -> Double { values[row * xs.count + column] }

  /// The least and the greatest finite value; nil where there is none.
  public var range: ClosedRange<Double>? {
    var range: ClosedRange<Double>?
    for value in values where value.isFinite {
      guard let known = range else {
        range = value...value
        continue
      }
      if !known.contains(value) {
        range = min(known.lowerBound, value)...max(known.upperBound, value)
      }
    }
    return range
  }
}
