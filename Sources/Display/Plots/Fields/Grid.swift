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

  /// The grid with each block of cells replaced by its mean, so that no side is longer than `limit`.
  ///
  /// Numbers that are not finite count for nothing; a block of none but those is NaN. Also gives the
  /// side of a block, 1 where the grid was small enough.
  public func pooled(to limit: Int) -> (grid: Grid, block: Int) {
    let block = max(1, (max(xs.count, ys.count) + limit - 1) / limit)
    guard block > 1 else { return (self, 1) }
    func centers(_ places: [Double]) -> [Double] {
      stride(from: 0, to: places.count, by: block).map { start in
        let end = min(start + block, places.count) - 1
        return places[start] / 2 + places[end] / 2
      }
    }
    let (columns, rows) = (centers(xs), centers(ys))
    var sums = Array(repeating: 0.0, count: columns.count * rows.count)
    var counts = Array(repeating: 0.0, count: sums.count)
    for row in ys.indices {
      for column in xs.indices {
        let value = values[row * xs.count + column]
        guard value.isFinite else { continue }
        let cell = row / block * columns.count + column / block
        sums[cell] += value
        counts[cell] += 1
      }
    }
    return (Grid(xs: columns, ys: rows, values: zip(sums, counts).map { $0 / $1 }), block)
  }
}
