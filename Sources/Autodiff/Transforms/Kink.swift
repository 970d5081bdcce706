/// A place where a function has one slope to the left and another to the right, and so no derivative.
public struct Kink: Sendable {
  public let left: Double
  public let right: Double

  /// One-sided differences over one step, an entry for each element of the function's value.
  struct Slopes {
    let right: [Double]
    let left: [Double]
    let step: Double
    /// What rounding may add to a slope, as a multiple of the machine precision.
    private let noise: [Double]

    init(right: [Double], left: [Double], value: [Double], step: Double) {
      self.step = step
      self.right = zip(right, value).map { ($0 - $1) / step }
      self.left = zip(value, left).map { ($0 - $1) / step }
      noise = zip(value, zip(right, left)).map {
        max($0.magnitude, $1.0.magnitude, $1.1.magnitude) / step
      }
    }

    /// Whether the two slopes of an element differ by more than rounding explains.
    func differ(_ element: Int, precision: Double) -> Bool {
      let size = max(right[element].magnitude, left[element].magnitude)
      return change(element).magnitude > 1e-3 * size + 16 * precision * noise[element]
    }

    func change(_ element: Int) -> Double { right[element] - left[element] }
  }

  /// The kinks of a function at `center`, one entry for each element of its value.
  ///
  /// How much two slopes differ falls with the step where a function is smooth, and stays at a kink. What stays over the
  /// steps of a difference is looked at with two steps so small that a mere bend would show.
  static func found(
    by slopes: [Slopes],
    at center: Double,
    value: [Double],
    precision: Double,
    of function: (_ x: Double) throws -> [Double]
  ) throws -> [Kink?] {
    let none = [Kink?](repeating: nil, count: value.count)
    guard slopes.count >= 2 else { return none }
    let (wide, narrow) = (slopes[slopes.count - 2], slopes[slopes.count - 1])
    let suspects = value.indices.filter { element in
      narrow.differ(element, precision: precision)
        && narrow.change(element).magnitude > 0.5 * wide.change(element).magnitude
    }
    guard !suspects.isEmpty else { return none }
    let size = max(1, center.magnitude)
    let root = precision.squareRoot()
    let near = try [64 * root, 4 * root].map { part in
      let step = part * size
      let (right, left) = try (function(center + step), function(center - step))
      return Slopes(right: right, left: left, value: value, step: step)
    }
    var kinks = none
    for element in suspects where near[1].differ(element, precision: precision) {
      let share = near[1].change(element) / near[0].change(element)
      guard share > 0.9, share < 1.1 else { continue }
      kinks[element] = Kink(left: near[1].left[element], right: near[1].right[element])
    }
    return kinks
  }
}
