import TensorCore

/// Which of sorted eigenvalues or singular values are the same up to rounding.
struct Multiplicity {
  /// Whether any value occurs twice.
  let hasRepeated: Bool
  /// Whether any value is 0.
  let hasZero: Bool
  private let averages: Tensor?

  /// - Throws: what tensors throw that do not fit in memory.
  init(of values: Tensor) throws {
    let n = values.shape.dimensions.last ?? 0
    let precision = values.dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let numbers = values.values
    var hasRepeated = false
    var hasZero = false
    var table = [Double](repeating: 0, count: values.count * n)
    for start in stride(from: 0, to: numbers.count, by: Swift.max(n, 1)) {
      let item = numbers[start..<(start + n)]
      let bound = 16 * precision * Double(n) * (item.map(\.magnitude).max() ?? 0)
      var first = start
      for position in start..<(start + n) {
        hasZero = hasZero || numbers[position].magnitude <= bound
        let ends =
          position + 1 == start + n || (numbers[position + 1] - numbers[position]).magnitude > bound
        guard ends else {
          hasRepeated = true
          continue
        }
        let share = 1 / Double(position + 1 - first)
        for row in first...position {
          for column in first...position { table[row * n + column - start] = share }
        }
        first = position + 1
      }
    }
    self.hasRepeated = hasRepeated
    self.hasZero = hasZero
    let shape = Shape(values.shape.dimensions + [n])
    averages = hasRepeated ? try Tensor(values: table, shape: shape, dtype: values.dtype) : nil
  }

  /// Cotangents or tangents of the values, shared evenly among equal ones.
  ///
  /// How a repeated value's share falls to its vectors is arbitrary; the mean does not depend on it.
  func shared(_ term: Term) throws -> Term {
    guard let averages else { return term }
    return try term.constant(averages).times(term.asColumns()).withoutColumn()
  }
}

extension Term {
  /// 1/(xⱼ - xᵢ) for each pair of a vector's elements, and 0 on the diagonal.
  func reciprocalDifferences() throws -> Term {
    let n = shape.dimensions[shape.rank - 1]
    let identity = constant(try MatrixMask.identity.tensor(n, n, dtype))
    let differences = try asRows() - asColumns()
    return try (1 / (differences + identity)).masked(.offDiagonal)
  }
}
