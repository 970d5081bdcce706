/// A search along a direction for a point that satisfies the strong Wolfe conditions.
///
/// - Source: Nocedal, Wright, "Numerical Optimization" (2006), algorithms 3.5 and 3.6.
struct WolfeSearch {
  private typealias Trial = (length: Double, point: Iterate, slope: Double)

  private let evaluate: ([Double]) throws -> Iterate
  private let start: Iterate
  private let direction: [Double]
  private let startSlope: Double
  private let sufficientDecrease = 1e-4
  private let curvature: Double
  private var evaluations = 0
  /// The point with the smallest gradient among those that are as low as the start.
  private var levelPoint: Iterate?

  private static let largestCount = 40
  private static let longestStep = 1e30

  /// Makes a search down a direction along which the function falls.
  init(
    from start: Iterate,
    along direction: [Double],
    curvature: Double = 0.9,
    evaluate: @escaping ([Double]) throws -> Iterate
  ) {
    self.start = start
    self.direction = direction
    self.curvature = curvature
    self.evaluate = evaluate
    startSlope = Vectors.dot(start.gradient, direction)
  }

  /// A point that is lower, or as low with a smaller slope; nil where there seems to be none.
  mutating func point(firstLength: Double) throws -> Iterate? {
    guard startSlope < 0 else { return nil }
    var previous: Trial = (0, start, startSlope)
    var length = firstLength
    while evaluations < Self.largestCount {
      let trial = try trial(length)
      if isLevel(trial), isFlatEnough(trial) { return trial.point }
      let rises = evaluations > 1 && !(trial.point.value < previous.point.value)
      if !isLowEnough(trial) || rises { return try zoom(previous, trial) }
      if isFlatEnough(trial) { return trial.point }
      if trial.slope >= 0 { return try zoom(trial, previous) }
      previous = trial
      guard length < Self.longestStep else { return trial.point }
      length *= growth
    }
    return lower(previous)
  }

  /// How much longer the next step is while the function goes on to fall: slow first, then as far as numbers reach.
  private var growth: Double { evaluations < 6 ? 2.5 : evaluations < 12 ? 10 : 1000 }

  private mutating func trial(_ length: Double) throws -> Trial {
    evaluations += 1
    let point = try evaluate(Vectors.sum(start.x, length, direction))
    let flattest = (levelPoint ?? start).gradientNorm
    if point.isFinite, point.value <= start.value, point.gradientNorm < 0.9 * flattest {
      levelPoint = point
    }
    return (length, point, Vectors.dot(point.gradient, direction))
  }

  /// The first Wolfe condition; a point that is not finite never satisfies it.
  private func isLowEnough(_ trial: Trial) -> Bool {
    trial.point.isFinite
      && trial.point.value <= start.value + sufficientDecrease * trial.length * startSlope
  }

  /// The second, strong one.
  private func isFlatEnough(_ trial: Trial) -> Bool { abs(trial.slope) <= -curvature * startSlope }

  /// Whether a trial is as low as numbers can tell, so that the slope decides.
  private func isLevel(_ trial: Trial) -> Bool {
    trial.point.isFinite && trial.point.value <= start.value
      && abs(startSlope * trial.length) < 1e-15 * abs(start.value)
  }

  private func lower(_ trial: Trial) -> Iterate? {
    trial.point.isFinite && trial.point.value < start.value ? trial.point : levelPoint
  }

  /// Narrows an interval whose first end is the lower and falls towards the other.
  private mutating func zoom(_ first: Trial, _ second: Trial) throws -> Iterate? {
    var (low, high) = (first, second)
    while evaluations < Self.largestCount {
      let width = abs(high.length - low.length)
      guard width > 1e-14 * max(low.length, high.length) else { break }
      let trial = try trial(Self.length(between: low, high))
      if isFlatEnough(trial), isLowEnough(trial) || isLevel(trial) { return trial.point }
      if !isLowEnough(trial) || !(trial.point.value < low.point.value) {
        high = trial
      } else {
        if trial.slope * (high.length - low.length) >= 0 { high = low }
        low = trial
      }
    }
    return lower(low)
  }

  /// Where the cubic through both ends is lowest, kept away from the ends; the middle where an end is not finite.
  private static func length(between low: Trial, _ high: Trial) -> Double {
    let width = high.length - low.length
    guard high.point.isFinite else { return low.length + 0.5 * width }
    let rise = (high.point.value - low.point.value) / width
    let d1 = low.slope + high.slope - 3 * rise
    let square = d1 * d1 - low.slope * high.slope
    guard square >= 0 else { return low.length + 0.5 * width }
    let d2 = width > 0 ? square.squareRoot() : -square.squareRoot()
    let part = 1 - (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2)
    guard part.isFinite else { return low.length + 0.5 * width }
    return low.length + min(0.9, max(0.1, part)) * width
  }
}
