import TensorCore

/// Matrix algebra for rules: the matrices are the last two axes, the axes before run along.
extension Term {
  var rows: Int { shape.dimensions[shape.rank - 2] }
  var columns: Int { shape.dimensions[shape.rank - 1] }

  /// The matrix product.
  func times(_ other: Term) throws -> Term { try applying(.product(false, false), other) }

  /// The product of this term's transpose and another.
  func transposedTimes(_ other: Term) throws -> Term { try applying(.product(true, false), other) }

  /// The product of this term and another's transpose.
  func timesTransposed(_ other: Term) throws -> Term { try applying(.product(false, true), other) }

  /// The last two axes exchanged.
  func matrixTransposed() throws -> Term {
    let rank = shape.rank
    return try applying(.transpose(Array(0..<(rank - 2)) + [rank - 1, rank - 2]))
  }

  /// (X + Xᵀ)/2.
  func symmetrized() throws -> Term { try 0.5 * (self + matrixTransposed()) }

  /// The elements times constants of one matrix.
  func masked(_ mask: MatrixMask) throws -> Term {
    try self * constant(mask.tensor(rows, columns, dtype))
  }

  /// The diagonals of square matrices, as vectors.
  func diagonals() throws -> Term { try masked(.identity).applying(.sum(axes: [-1])) }

  /// Vectors as diagonal matrices.
  func diagonalMatrices() throws -> Term {
    let n = shape.dimensions[shape.rank - 1]
    return try asRows() * constant(MatrixMask.identity.tensor(n, n, dtype))
  }

  /// Vectors as matrices of one row.
  func asRows() throws -> Term {
    var sizes = shape.dimensions
    sizes.insert(1, at: sizes.count - 1)
    return try reshaped(to: Shape(sizes))
  }

  /// Vectors as matrices of one column.
  func asColumns() throws -> Term { try reshaped(to: Shape(shape.dimensions + [1])) }

  /// A number for each matrix, to be multiplied with it.
  func asMatrices() throws -> Term { try reshaped(to: Shape(shape.dimensions + [1, 1])) }

  /// The sums of the elements of each matrix.
  func matrixSums() throws -> Term { try applying(.sum(axes: [-2, -1])) }
}

/// A matrix of constants that picks a part of another.
enum MatrixMask {
  case identity
  case offDiagonal
  /// The diagonal and below.
  case lower
  /// Below the diagonal.
  case strictlyLower
  /// The diagonal and above.
  case upper
  /// Below the diagonal, and half of the diagonal.
  case halvedLower

  func tensor(_ rows: Int, _ columns: Int, _ dtype: DType) throws -> Tensor {
    var values: [Double] = []
    values.reserveCapacity(rows * columns)
    for row in 0..<rows {
      for column in 0..<columns { values.append(value(row, column)) }
    }
    return try Tensor(
      values: values,
      shape: [rows, columns],
      dtype: dtype == .float32 ? .float32 : .float64
    )
  }

  private func value(_ row: Int, _ column: Int) -> Double {
    switch self {
    case .identity: row == column ? 1 : 0
    case .offDiagonal: row == column ? 0 : 1
    case .lower: row >= column ? 1 : 0
    case .strictlyLower: row > column ? 1 : 0
    case .upper: row <= column ? 1 : 0
    case .halvedLower: row > column ? 1 : row == column ? 0.5 : 0
    }
  }
}
