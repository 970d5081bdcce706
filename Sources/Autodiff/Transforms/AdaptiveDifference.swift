import TensorCore

/// A central difference with the step at which its two errors together are smallest.
public struct AdaptiveDifference: Sendable {
  /// The derivative, one entry for each element of the function's value.
  public let values: [Double]
  /// The step that was chosen; NaN where no step gave finite values.
  public let step: Double
  /// What is left of the higher terms of the Taylor series: falls with the step.
  public let truncation: Double
  /// What cancellation of nearly equal values loses: grows as the step falls.
  public let rounding: Double
  /// Where an element of the value has two slopes, from the left and from the right; nil where it has one.
  public private(set) var kinks: [Kink?] = []

  public var error: Double { truncation + rounding }

  /// How much smaller each step is than the one before.
  private static let ratio = 4.0
  /// Steps after the best one, before the search ends.
  private static let patience = 2
  private static let stepLimit = 24

  /// Differentiates at `center`, beginning with a step of 1/64 of the point's size.
  ///
  /// Two differences of steps h and h/4 are extrapolated (Richardson 1911), which removes the term in h². The
  /// truncation error is how far that estimate is from the next one.
  /// `precision` is the machine precision of the values, `value` what the function gives at the center.
  init(
    at center: Double,
    value: [Double],
    precision: Double,
    of function: (_ x: Double) throws -> [Double]
  ) throws {
    var slopes: [Kink.Slopes] = []
    var step = max(1, center.magnitude) / 64
    var differences: [Sample] = []
    var extrapolated: [Sample] = []
    var best: AdaptiveDifference?
    var sinceBest = 0
    for _ in 0..<Self.stepLimit where sinceBest <= Self.patience {
      let (above, below) = (center + step, center - step)
      let (right, left) = (try function(above), try function(below))
      slopes.append(.init(right: right, left: left, value: value, step: step))
      let size = (right + left).map(\.magnitude).max() ?? 0
      let sample = Sample(
        step: step,
        values: zip(right, left).map { ($0 - $1) / (above - below) },
        rounding: precision * size / step
      )
      if let last = differences.last { extrapolated.append(last.extrapolated(with: sample)) }
      differences.append(sample)
      if extrapolated.count >= 2 {
        let candidate = Self(
          extrapolated[extrapolated.count - 2],
          next: extrapolated[extrapolated.count - 1]
        )
        if candidate.error < best?.error ?? .infinity {
          best = candidate
          sinceBest = 0
        } else if best != nil {
          sinceBest += 1
        }
      }
      step /= Self.ratio
    }
    self = best ?? Self(undefined: differences.last?.values.count ?? 0)
    kinks = try Kink.found(by: slopes, at: center, value: value, precision: precision, of: function)
  }

  private init(_ sample: Sample, next: Sample) {
    values = sample.values
    step = sample.step
    rounding = sample.rounding
    let distances = zip(sample.values, next.values).map { ($0 - $1).magnitude }
    truncation = distances.contains(where: \.isNaN) ? .infinity : distances.max() ?? 0
  }

  private init(undefined count: Int) {
    values = [Double](repeating: .nan, count: count)
    step = .nan
    truncation = .infinity
    rounding = .infinity
  }

  private struct Sample {
    let step: Double
    let values: [Double]
    let rounding: Double

    func extrapolated(with next: Sample) -> Sample {
      let weight = ratio * ratio
      return Sample(
        step: next.step,
        values: zip(values, next.values).map { (weight * $1 - $0) / (weight - 1) },
        rounding: next.rounding * (weight + 1) / (weight - 1)
      )
    }
  }
}
