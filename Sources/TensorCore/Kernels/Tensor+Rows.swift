extension Tensor {
  /// The elements at some neighbouring places of the first axis.
  ///
  /// - Shapes: `[n, …] -> [range.count, …]`; the range lies within `0..<n`.
  public func rows(_ range: Range<Int>) throws(TensorError) -> Tensor {
    var dimensions = shape.dimensions
    guard let count = dimensions.first, range.lowerBound >= 0, range.upperBound <= count else {
      preconditionFailure("rows that a tensor has")
    }
    if range.count == count { return self }
    try settle()
    dimensions[0] = range.count
    let result = try Tensor(unfilled: Shape(dimensions), dtype)
    let size = self.count / count
    copyElements(range.lowerBound * size, 1, to: result, 0, 1, range.count * size)
    if isKnownFinite { result.isKnownFinite = true }
    return result
  }
}
