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

  /// The mean around each value, of as many as `span` on both sides, with weights that fall off in a straight line.
  ///
  /// Near the beginning, where much happens, the sides are only as long as what lies before; at the end the past alone
  /// is left. Of what explodes, the end does not stand for all that was before it: where the mean is above three times
  /// that of the past, it is the past's. Values that are not finite stay so and count for nothing. Linear in the number
  /// of values, whatever the span.
  static func mean(_ values: [Double], span: Int? = nil) -> [Double] {
    let span = span ?? values.count / 25
    // Two even means make the weights fall off, so that nothing is left of what goes up and down.
    return evenMean(evenMean(values, max(1, span / 2)), max(1, (span + 1) / 2))
  }

  private static func evenMean(_ values: [Double], _ span: Int) -> [Double] {
    var around = SlidingSum(values)
    var past = SlidingSum(values)
    return values.indices.map { place in
      let first = max(0, place - span)
      around.move(to: first..<min(place + min(span, place) + 1, values.count))
      past.move(to: first..<place + 1)
      guard values[place].isFinite else { return values[place] }
      let isExploding = past.mean > 0 && around.mean > 3 * past.mean
      return isExploding ? past.mean : around.mean
    }
  }
}

/// The sum over a stretch of numbers whose ends only move on.
///
/// Nothing is taken off a sum, so that what was large does not leave its rounding behind: the first part of the stretch
/// is kept as the sums of its ends.
private struct SlidingSum {
  private typealias Part = (sum: Double, count: Double)

  private let values: [Double]
  /// The sums from each place of the first part to its end, the last place first.
  private var ends: [Part] = []
  private var rest: Part = (0, 0)
  private var stretch = 0..<0

  init(_ values: [Double]) { self.values = values }

  /// NaN where nothing in the stretch is finite.
  var mean: Double {
    let first = ends.last ?? (0, 0)
    return (first.sum + rest.sum) / (first.count + rest.count)
  }

  mutating func move(to next: Range<Int>) {
    for place in stretch.upperBound..<next.upperBound { rest = added(rest, values[place]) }
    for place in stretch.lowerBound..<next.lowerBound {
      if ends.isEmpty {
        for end in (place..<next.upperBound).reversed() {
          ends.append(added(ends.last ?? (0, 0), values[end]))
        }
        rest = (0, 0)
      }
      ends.removeLast()
    }
    stretch = next
  }

  private func added(_ part: Part, _ value: Double) -> Part {
    value.isFinite ? (part.sum + value, part.count + 1) : part
  }
}
