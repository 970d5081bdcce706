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
}
