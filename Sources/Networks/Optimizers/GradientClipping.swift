public import TensorCore

/// Gradients made shorter together, so that their direction stays.
public enum GradientClipping {
  /// The Euclidean norm of all elements of all gradients.
  public static func globalNorm(of gradients: [Tensor]) throws(TensorError) -> Double {
    var total = 0.0
    for gradient in gradients { total += try gradient.squaredNorm() }
    return total.squareRoot()
  }

  /// The gradients, scaled to the norm `limit` where theirs is larger.
  ///
  /// - Edge cases: a norm that is not finite scales nothing: what is wrong is to be seen.
  /// - Source: Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks" (2013), algorithm 1.
  public static func clipped(
    _ gradients: [Tensor],
    to limit: Double
  ) throws(TensorError) -> [Tensor] {
    let norm = try globalNorm(of: gradients)
    guard norm > limit, norm.isFinite else { return gradients }
    let scale = Tensor(limit / norm)
    var result: [Tensor] = []
    for gradient in gradients {
      let scaled = try BinaryKernel.multiply.apply(to: gradient, scale)
      result.append(try scaled.cast(to: gradient.dtype))
    }
    return result
  }
}

extension Tensor {
  /// The sum of the squares of all elements.
  fileprivate func squaredNorm() throws(TensorError) -> Double {
    try UnaryKernel.square.apply(to: self).sum().scalar
  }
}
