/// How many of some numbers fall between each two edges.
public struct Histogram: Sendable {
  /// How the edges are found.
  public enum Bins: Sendable {
    /// Round edges, as many as the numbers call for.
    case automatic
    /// So many bins of one width, from the least to the greatest number.
    case count(Int)
    /// In order; numbers outside of them are not counted.
    case edges([Double])
  }

  /// One more than there are bins.
  public let edges: [Double]
  public let counts: [Double]
  /// How many numbers are in no bin: outside of the edges, infinite or NaN.
  public let leftOut: Int

  /// Counts numbers into bins; the last bin contains its upper edge, the others don't.
  public init(of numbers: [Double], _ bins: Bins) {
    let finite = numbers.filter(\.isFinite)
    let edges = Self.edges(finite, bins)
    var counts = Array(repeating: 0.0, count: max(0, edges.count - 1))
    var counted = 0
    for number in finite {
      guard let bin = Self.bin(of: number, edges) else { continue }
      counts[bin] += 1
      counted += 1
    }
    self.edges = edges
    self.counts = counts
    leftOut = numbers.count - counted
  }

  /// The counts as shares of the area: their boxes cover 1 together.
  public var densities: [Double] {
    let total = counts.reduce(0, +)
    guard total > 0 else { return counts }
    return counts.indices.map { counts[$0] / total / (edges[$0 + 1] - edges[$0]) }
  }

  private static func edges(_ finite: [Double], _ bins: Bins) -> [Double] {
    if case .edges(let edges) = bins { return edges }
    guard let least = finite.min(), let greatest = finite.max() else { return [] }
    guard least < greatest else {
      let room = max(0.5, abs(least) * 0.05)
      return even(least - room, least + room, count: 1)
    }
    if case .count(let count) = bins { return even(least, greatest, count: max(1, count)) }
    let isWhole = finite.allSatisfy { $0 == $0.rounded() }
    if isWhole, greatest - least <= mostWholeBins {
      return Array(stride(from: least - 0.5, through: greatest + 0.5, by: 1))
    }
    let step = roundStep(width(finite.sorted()), isWhole: isWhole)
    guard step > 0, step.isFinite else { return even(least, greatest, count: 10) }
    let first = (least / step).rounded(.down)
    let last = (greatest / step).rounded(.down) + 1
    let count = Int(min(max(last - first, 1), 1000))
    return (0...count).map { (first + Double($0)) * step }
  }

  /// Up to so many whole numbers have a bin each.
  private static let mostWholeBins = 40.0

  private static func even(_ from: Double, _ to: Double, count: Int) -> [Double] {
    (0...count).map {
      $0 == count ? to : from + (to / 2 - from / 2) * (2 * Double($0) / Double(count))
    }
  }

  /// The narrower of the widths by Freedman and Diaconis (1981) and by Sturges (1926).
  private static func width(_ sorted: [Double]) -> Double {
    let count = Double(sorted.count)
    let span = sorted[sorted.count - 1] / 2 - sorted[0] / 2
    let sturges = 2 * span / (1 + (logarithm(count) / logarithm(2)).rounded(.up))
    let spread = sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
    let robust = 2 * spread / powerOfTen(logarithm(count) / 3)
    // A few numbers far away must not make thousands of bins.
    return max(robust > 0 ? min(robust, sturges) : sturges, 2 * span / 200)
  }

  /// The nearest of 1, 2 or 5 times a power of ten.
  private static func roundStep(_ width: Double, isWhole: Bool) -> Double {
    guard width > 0, width.isFinite else { return 0 }
    let power = powerOfTen(logarithm(width).rounded(.down))
    let part = width / power
    let step = (part < 1.5 ? 1 : part < 3.5 ? 2 : part < 7.5 ? 5 : 10) * power
    return isWhole ? max(1, step.rounded()) : step
  }

  /// The bin of a number, by bisection.
  private static func bin(of number: Double, _ edges: [Double]) -> Int? {
    guard let first = edges.first, let last = edges.last, edges.count > 1, number >= first,
      number <= last
    else { return nil }
    var (low, high) = (0, edges.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= number { low = middle } else { high = middle }
    }
    return low
  }
}

extension Histogram {
  /// The boxes as a series, heights as counts or as densities.
  public func series(
    name: String,
    asDensity: Bool = false,
    isTranslucent: Bool = false
  ) -> Plot.Series {
    let heights = asDensity ? densities : counts
    return Plot.Series(
      name: name,
      mark: .bins,
      xs: edges,
      ys: heights + [0],
      isTranslucent: isTranslucent
    )
  }
}
