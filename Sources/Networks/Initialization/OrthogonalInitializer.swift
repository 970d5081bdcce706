import TensorCore

extension Initializer {
  /// Rows or columns, whichever are fewer, of length 1 at right angles.
  ///
  /// Q of a normal matrix whose R has a positive diagonal is uniform among such matrices (Mezzadri 2007). A kernel
  /// counts as a matrix with one row for each output.
  ///
  /// - Source: Saxe, McClelland & Ganguli (2014)
  static let orthogonal = Initializer(
    "orthogonal",
    "rows or columns at right angles, of length 1, for recurrent weights"
  ) { shape, _, workshop in
    guard shape.rank >= 2, shape.count > 0 else { return try workshop.standardNormal(shape) }
    let (rows, columns) = (shape.dimensions[0], shape.count / shape.dimensions[0])
    let isTall = rows >= columns
    let drawn = try workshop.standardNormal(isTall ? [rows, columns] : [columns, rows])
    let q = try QRFactors(drawn).q
    return try (isTall ? q : q.transposed()).reshaped(to: shape)
  }
}
