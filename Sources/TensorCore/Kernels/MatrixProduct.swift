internal import COpenBLAS

/// A product of two matrices with its sizes: `(rows, inner) @ (inner, columns)`.
///
/// Large ones are split by the shape alone, so that no bit depends on how many threads share the parts; between two
/// parts an interruption is looked for.
struct MatrixProduct {
  let rows: Int
  let inner: Int
  let columns: Int
  /// Whether an operand is stored with its axes exchanged.
  let transposeLeft: Bool
  let transposeRight: Bool

  /// The operations from which on a product is shared: some 100 µs.
  static let sharedOperations = 8e6

  /// The most operations between two looks for an interruption: some 50 ms.
  private static let mostOperations = 2e9

  var operations: Double { 2 * Double(rows) * Double(inner) * Double(columns) }

  /// Writes one product of matrices.
  ///
  /// Offsets count elements. Bound: `rows * inner`, `inner * columns` and `rows * columns` elements
  /// behind them, each at most 2³¹ along an axis.
  func write(
    _ a: Tensor,
    _ aOffset: Int,
    _ b: Tensor,
    _ bOffset: Int,
    to result: Tensor,
    _ offset: Int,
    _ interruption: Interruption?
  ) throws(TensorError) {
    try interruption?.check()
    try OpenBLAS.prepare()
    if a.dtype == .float32 {
      let (a, b) = (a.float32 + aOffset, b.float32 + bOffset)
      try write(a, b, to: result.float32 + offset, interruption)
    } else {
      let (a, b) = (a.float64 + aOffset, b.float64 + bOffset)
      try write(a, b, to: result.float64 + offset, interruption)
    }
    withExtendedLifetime((a, b, result)) {}
  }

  /// Writes one product of matrices; the library must have been loaded.
  ///
  /// Bound: `rows * inner`, `inner * columns` and `rows * columns` elements.
  func write<T: ProductElement>(
    _ a: UnsafePointer<T>,
    _ b: UnsafePointer<T>,
    to result: UnsafeMutablePointer<T>,
    _ interruption: Interruption?
  ) throws(TensorError) {
    if columns == 1 || rows == 1 {
      let product = columns == 1 ? leftMatrix : rightMatrix
      let (matrix, vector) = columns == 1 ? (a, b) : (b, a)
      return try product.write(matrix, vector, to: result, interruption)
    }
    let panels = panelCount
    if panels == 1 { return write(Panel(rows: 0..<rows, columns: 0..<columns), a, b, to: result) }
    let size = max(rows, columns)
    // Whole groups of the 16 rows or columns that the library's inner loops take.
    let width = ((size + panels - 1) / panels + 15) / 16 * 16
    try Workers.run((size + width - 1) / width, interruption) { index in
      let part = index * width..<min(size, (index + 1) * width)
      let panel =
        rows >= columns
        ? Panel(rows: part, columns: 0..<columns) : Panel(rows: 0..<rows, columns: part)
      write(panel, a, b, to: result)
    }
  }

  /// Two panels are enough for two threads, and each more costs packing the other operand again.
  private var panelCount: Int {
    if operations < MatrixProduct.sharedOperations { return 1 }
    return 2 * max(1, Int((operations / (2 * MatrixProduct.mostOperations)).rounded(.up)))
  }

  /// Rows and columns of the result.
  private struct Panel {
    let rows: Range<Int>
    let columns: Range<Int>
  }

  private func write<T: ProductElement>(
    _ panel: Panel,
    _ a: UnsafePointer<T>,
    _ b: UnsafePointer<T>,
    to result: UnsafeMutablePointer<T>
  ) {
    let (row, column) = (panel.rows.lowerBound, panel.columns.lowerBound)
    let aStart = a + row * (transposeLeft ? 1 : inner)
    let bStart = b + column * (transposeRight ? inner : 1)
    T.gemm(
      (transposeLeft ? CblasTrans : CblasNoTrans, transposeRight ? CblasTrans : CblasNoTrans),
      (Int32(panel.rows.count), Int32(panel.columns.count), Int32(inner)),
      (aStart, Int32(transposeLeft ? rows : inner)),
      (bStart, Int32(transposeRight ? inner : columns)),
      (result + row * columns + column, Int32(columns))
    )
  }

  /// The left matrix, where the right one is a column.
  private var leftMatrix: MatrixVectorProduct {
    transposeLeft
      ? MatrixVectorProduct(rows: inner, columns: rows, transposes: true)
      : MatrixVectorProduct(rows: rows, columns: inner, transposes: false)
  }

  /// The right matrix, where the left one is a row.
  private var rightMatrix: MatrixVectorProduct {
    transposeRight
      ? MatrixVectorProduct(rows: columns, columns: inner, transposes: false)
      : MatrixVectorProduct(rows: inner, columns: columns, transposes: true)
  }
}
