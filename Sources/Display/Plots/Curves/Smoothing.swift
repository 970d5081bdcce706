/// Smoother versions of noisy curves.
enum Smoothing {
  /// Whether a curve goes up and down so much that its course is hard to see.
  ///
  /// It is when the way from value to value is many times as long as from the least to the greatest.
  static func helps(_ values: [Double]) -> Bool {
    let finite = values.filter(\.isFinite)
    guard finite.count >= 40, let least = finite.min(), let greatest = finite.max(),
      greatest > least
    else { return false }
    let way = zip(finite, finite.dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) }
    return way > 4 * (greatest - least)
  }

  /// The mean around each value, with weights that fall off exponentially to both sides.
  ///
  /// Values so many places away, `span`, count for about a third; without it a fiftieth of the values, so that they
  /// halve about every seventieth. Missing values stay missing and count for nothing. Linear in the number of values.
  static func mean(_ values: [Double], span: Double? = nil) -> [Double] {
    let decay = 1 - 1 / max(2, span ?? Double(values.count) / 50)
    let before = weighted(values, decay)
    let after = weighted(values.reversed(), decay).reversed()
    return zip(values, zip(before, after)).map { value, sides in
      // Both sides count the value itself.
      let (sum, weight) = (
        sides.0.sum + sides.1.sum - value, sides.0.weight + sides.1.weight - 1
      )
      return value.isFinite ? sum / weight : .nan
    }
  }

  /// The weighted sum of each value and those before it.
  private static func weighted(
    _ values: [Double],
    _ decay: Double
  ) -> [(sum: Double, weight: Double)] {
    var last = (sum: 0.0, weight: 0.0)
    return values.map { value in
      last = (last.sum * decay, last.weight * decay)
      if value.isFinite { last = (last.sum + value, last.weight + 1) }
      return last
    }
  }
}
