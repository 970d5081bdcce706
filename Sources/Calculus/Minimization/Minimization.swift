import TensorCore

/// The way of a method down a function.
public struct Minimization: Sendable {
  /// The points, the first of which is the start.
  public let path: [Iterate]
  public let reason: StopReason
  /// One for each constraint: the gradient is the sum of the constraints' gradients times these.
  public let multipliers: [Double]?
  /// How far from 0 the constraint is that is kept least.
  public let violation: Double?
  public let last: Iterate
  public let steps: Int

  /// A value this much larger than the first counts as unbounded.
  static let growthLimit = 1e10

  /// Walks from a point until the largest component of the gradient is at most `tolerance`.
  ///
  /// With a tolerance of 0 all the steps are made. Where a method without a line search reaches a value that is not
  /// finite, or more than 10¹⁰ times the first, the walk ends with the last point before it; so it does where a function
  /// falls without bounds (`Slide`).
  ///
  /// - Throws: `TensorError.value` where the function is not finite at the start.
  public init(
    of objective: Objective,
    by method: any DescentMethod,
    steps limit: Int,
    tolerance: Double
  ) throws {
    var descent = try method.begin(on: objective)
    var current = try descent.evaluation(at: objective.point.start)
    try Self.requireFinite(current)
    let bound = Self.growthLimit * max(1, abs(current.value))
    let slide = Slide(from: current)
    var path = [current]
    var reason = StopReason.stepLimit
    for step in 0..<max(0, limit) {
      let isFlat = tolerance > 0 && Vectors.largest(current.gradient) <= tolerance
      let found =
        try isFlat
        ? descent.lowerPoint(beside: current) : descent.next(after: current, step: step)
      guard let next = found else {
        if tolerance > 0 {
          let gain = descent.expectedGain
          let isDone = isFlat || current.isAtRounding(expectedGain: gain, since: path[0])
          reason = isDone ? .converged : .noProgress
          break
        }
        path.append(current)
        continue
      }
      guard next.isFinite, method.isMonotone || next.value <= bound,
        !slide.isBottomless(from: current, to: next)
      else {
        reason = .diverged(step: step + 1)
        break
      }
      current = next
      path.append(current)
    }
    if reason == .stepLimit, tolerance > 0, Vectors.largest(current.gradient) <= tolerance {
      reason = .converged
    }
    self.init(path: path, reason: reason)
  }

  init(
    path: [Iterate],
    reason: StopReason,
    multipliers: [Double]? = nil,
    violation: Double? = nil
  ) {
    precondition(!path.isEmpty, "a path has a start")
    self.path = path
    self.reason = reason
    self.multipliers = multipliers
    self.violation = violation
    last = path[path.count - 1]
    steps = path.count - 1
  }

  static func requireFinite(_ start: Iterate) throws {
    guard start.value.isFinite else {
      throw TensorError.value(
        "the function is \(NumberSpelling.text(start.value)) at the start",
        hint: "begin where it is finite"
      )
    }
    guard Vectors.isFinite(start.gradient) else {
      throw TensorError.value(
        "the gradient is not finite at the start",
        hint: "begin where the function can be differentiated"
      )
    }
  }
}
