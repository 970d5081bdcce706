extension Shape {
  /// The shape of an elementwise result: axes are matched from the last, and a 1 stretches.
  public func broadcast(with other: Shape) throws(TensorError) -> Shape {
    if self == other || other.rank == 0 { return self }
    if rank == 0 { return other }
    let rank = max(self.rank, other.rank)
    var result = [Int](repeating: 1, count: rank)
    for axis in 0..<rank {
      let a = size(axis, ofRank: rank)
      let b = other.size(axis, ofRank: rank)
      guard a == b || a == 1 || b == 1 else { throw misfit(with: other, a, b, axis - rank) }
      result[axis] = a == 1 ? b : a
    }
    return Shape(result)
  }

  /// Whether each of the two has an axis that the other stretches, as `(n, 1)` and `(n)` do.
  public func stretchesMutually(with other: Shape) -> Bool {
    let rank = max(self.rank, other.rank)
    var stretched = false
    var stretches = false
    for axis in 0..<rank {
      let a = size(axis, ofRank: rank)
      let b = other.size(axis, ofRank: rank)
      if a == 1, b > 1 { stretched = true }
      if b == 1, a > 1 { stretches = true }
    }
    return stretched && stretches
  }

  /// Whether the shape can be stretched to another.
  public func canBroadcast(to target: Shape) -> Bool {
    guard rank <= target.rank else { return false }
    return (0..<target.rank).allSatisfy { axis in
      let size = size(axis, ofRank: target.rank)
      return size == 1 || size == target.dimensions[axis]
    }
  }

  /// The axes along which broadcasting from another shape repeats elements, or that it puts in front.
  func stretchedAxes(from source: Shape) -> [Int] {
    (0..<rank).filter {
      source.size($0, ofRank: rank) == 1 && (dimensions[$0] != 1 || $0 < rank - source.rank)
    }
  }

  /// The size of an axis after axes of size 1 are put in front to reach a rank.
  func size(_ axis: Int, ofRank rank: Int) -> Int {
    axis < rank - self.rank ? 1 : dimensions[axis - (rank - self.rank)]
  }

  private func misfit(with other: Shape, _ a: Int, _ b: Int, _ axis: Int) -> TensorError {
    let text =
      rank == 1 && other.rank == 1
      ? "shapes \(self) and \(other) do not fit: sizes \(a) and \(b) differ"
      : "shapes \(self) and \(other) do not fit: axis \(axis) has sizes \(a) and \(b)"
    let hint =
      columnHint(with: other) ?? other.columnHint(with: self)
      ?? transposeHint(with: other) ?? other.transposeHint(with: self)
    return .shape(text, hint: hint)
  }

  /// A remedy by turning this vector into a column.
  private func columnHint(with other: Shape) -> String? {
    guard rank == 1 else { return nil }
    let column = Shape([dimensions[0], 1])
    return column.canBroadcast(to: other) ? "reshape \(self) to \(column), a column" : nil
  }

  /// A remedy by transposing this matrix.
  private func transposeHint(with other: Shape) -> String? {
    guard rank == 2 else { return nil }
    let transposed = Shape(dimensions.reversed())
    let fits = transposed.canBroadcast(to: other) || other.canBroadcast(to: transposed)
    return fits ? "the transpose of \(self), \(transposed), fits \(other)" : nil
  }
}
