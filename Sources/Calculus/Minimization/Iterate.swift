/// A point with what is known of the function there.
public struct Iterate: Sendable {
  public let x: [Double]
  public let value: Double
  public let gradient: [Double]

  /// The Euclidean norm of the gradient.
  public var gradientNorm: Double { Vectors.norm(gradient) }

  var isFinite: Bool { value.isFinite && Vectors.isFinite(gradient) }
}
