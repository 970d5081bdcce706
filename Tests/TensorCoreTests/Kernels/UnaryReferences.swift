import TensorCore

/// Values of the elementwise functions to 40 digits, rounded once (mpmath 1.3 with 60 digits).
struct UnaryReference: Sendable, CustomStringConvertible {
  let kernel: UnaryKernel
  /// The error allowed, in units in the last place.
  let tolerance: Double
  let points: [(x: Double, value: Double)]

  var description: String { "\(kernel)" }

  static let all = powers + angles + special
}
