/// A point with what is known of the function there.
public struct Iterate: Sendable {
  public let x: [Double]
  public let value: Double
  public let gradient: [Double]

  /// The Euclidean norm of the gradient.
  public var gradientNorm: Double { Vectors.norm(gradient) }

  public var isFinite: Bool { value.isFinite && Vectors.isFinite(gradient) }

  /// Whether what is left to gain lies below what a value of this size can show.
  public var isAtRounding: Bool {
    Vectors.largest(gradient) <= 1.5e-8 * max(1, abs(value))
  }

  /// The same, where a method knows how much its step was to gain.
  ///
  /// At a kink or an edge little is to be gained too, but the gradient is no smaller than on the way there.
  func isAtRounding(expectedGain: Double, since start: Iterate) -> Bool {
    if isAtRounding { return true }
    return expectedGain <= 1e-14 * abs(value)
      && Vectors.largest(gradient) <= 1e-6 * Vectors.largest(start.gradient)
  }
}
