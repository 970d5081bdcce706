public import TensorCore

/// The coefficient of determination: the share of the targets' variance that predictions explain.
///
/// - Shapes: `[...]` with targets of the same shape; a column counts as a vector.
/// - Edge cases: 1 for perfect predictions, 0 for the mean everywhere, negative for worse; targets that are all the same give
///   1 where they are met and 0 otherwise.
public func r2(of predictions: Tensor, _ targets: Tensor) throws(TensorError) -> Double {
  let (given, expected) = (predictions.values, targets.values)
  let sizes = { (shape: Shape) in shape.dimensions.filter { $0 != 1 } }
  guard sizes(predictions.shape) == sizes(targets.shape), !given.isEmpty else {
    throw .shape("r2 compares \(predictions.shape) with targets of \(targets.shape)", hint: nil)
  }
  let mean = expected.reduce(0, +) / Double(expected.count)
  let residual = zip(given, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  let total = expected.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  guard total > 0 else { return residual == 0 ? 1 : 0 }
  return 1 - residual / total
}
