/// The heights at which a function's contour lines are drawn.
public enum ContourLevels {
  /// About `count` round levels between the least and the greatest value.
  ///
  /// Where most values are far below the greatest, as in a narrow valley, levels stand at powers
  /// of ten and multiples of them, at both sides of zero if need be; else at equal distances.
  /// Values that are all the same have none.
  public static func chosen(for values: [Double], count: Int = 10) -> [Double] {
    let sorted = values.filter(\.isFinite).sorted()
    guard count > 0, let least = sorted.first, let greatest = sorted.last, least < greatest else {
      return []
    }
    let median = sorted[sorted.count / 2]
    let isSteep = greatest / 2 - least / 2 > (median / 2 - least / 2) * steepness
    let isNearZero = least < 0 || median > least * steepness
    let levels =
      isSteep && isNearZero
      ? spread(sorted, count: count)
      : Ticks(least...greatest, scale: .linear, count: count).major.map(\.number)
    return levels.filter { $0 > least && $0 < greatest }
  }

  /// How many times higher than the median the greatest value stands in a steep field.
  private static let steepness = 6.0

  /// Levels at powers of ten and parts of them, so fine that about `count` lie in the range.
  private static func spread(_ sorted: [Double], count: Int) -> [Double] {
    let magnitudes = sorted.map(abs).filter { $0 > 0 }.sorted()
    guard let greatest = magnitudes.last else { return [] }
    // Less than one in a hundred values lies below: a few samples at a minimum are no level.
    let least = max(magnitudes[magnitudes.count / 100], greatest * 1e-12)
    let lower = Int(logarithm(least).rounded(.down))
    let upper = Int(logarithm(greatest).rounded(.up))
    let sides = sorted[0] < 0 ? 2 : 1
    let perDecade = Double(count) / Double(sides) / max(1, logarithm(greatest / least))
    let factors: [Double] = perDecade >= 2.5 ? [1, 2, 5] : perDecade >= 1.4 ? [1, 3] : [1]
    let step = max(1, Int((1 / perDecade).rounded()))
    let positive = stride(from: upper, through: lower, by: -step).reversed().flatMap { exponent in
      factors.map { $0 * powerOfTen(Double(exponent)) }
    }
    guard sides == 2 else { return positive.filter { $0 >= least } }
    return positive.reversed().map { -$0 } + [0] + positive
  }
}
