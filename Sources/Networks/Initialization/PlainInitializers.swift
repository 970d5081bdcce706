import TensorCore

/// Widths that look at nothing but the name.
extension Initializer {
  static let zeros = Initializer("zeros", "0 everywhere") { shape, _, _ in
    try Tensor.filled(0, shape: shape)
  }

  static let normal = Initializer(
    "normal",
    "normal with deviation 0.05"
  ) { shape, _, workshop in try workshop.standardNormal(shape).scaled(by: width) }

  static let uniform = Initializer(
    "uniform",
    "uniform between ±0.05"
  ) { shape, _, workshop in try workshop.symmetric(shape).scaled(by: width) }

  /// Small enough for the middle of every activation.
  private static let width = 0.05
}
