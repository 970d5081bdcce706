internal import COpenBLAS
internal import CVectorMath

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

  /// The most operations between two looks for an interruption: some 15 ms, on a loaded machine several times that.
  private static let mostOperations = 6e8

  /// The most rows that are multiplied sooner by the library, where the right side has to be turned for them, and
  /// the elements from which on that matters.
  private static let fewRows = 16
  private static let manyElements = 1024

  /// Whether our own kernels are at least as fast as the library: with nothing to pack, or with rows enough to share
  /// what is packed.
  var isSmall: Bool {
    if columns == 1 { return leftMatrix.isSmall }
    if rows == 1 { return rightMatrix.isSmall }
    let packsForFew =
      transposeRight && rows < Self.fewRows && inner * columns > Self.manyElements
    return operations < Self.sharedOperations && !packsForFew
  }

  /// The product as CVectorMath computes it.
  var kernelForm: adj_product {
    adj_product(
      rows: rows,
      inner: inner,
      columns: columns,
      a_row: transposeLeft ? 1 : inner,
      a_step: transposeLeft ? rows : 1,
      b_row: transposeRight ? 1 : columns,
      b_step: transposeRight ? inner : 1
    )
  }

  var operations: Double { 2 * Double(rows) * Double(inner) * Double(columns) }

  /// Writes one product of matrices; the library must have been loaded for one that is not small.
  ///
  /// Bound: `rows * inner`, `inner * columns` and `rows * columns` elements.
  func write<T: ProductElement>(
    _ a: UnsafePointer<T>,
    _ b: UnsafePointer<T>,
    to result: UnsafeMutablePointer<T>,
    _ interruption: Interruption?
  ) throws(TensorError) {
    if isSmall { return T.multiply(kernelForm, a, b, result) }
    if columns == 1 || rows == 1 {
      let product = columns == 1 ? leftMatrix : rightMatrix
      let (matrix, vector) = columns == 1 ? (a, b) : (b, a)
      return try product.write(matrix, vector, to: result, interruption)
    }
    let tile = tileSize
    let across = (columns + tile.columns - 1) / tile.columns
    let count = (rows + tile.rows - 1) / tile.rows * across
    if count == 1 { return write(Panel(rows: 0..<rows, columns: 0..<columns), a, b, to: result) }
    try Workers.run(count, interruption) { index in
      let (row, column) = (index / across * tile.rows, index % across * tile.columns)
      let panel = Panel(
        rows: row..<min(rows, row + tile.rows),
        columns: column..<min(columns, column + tile.columns)
      )
      write(panel, a, b, to: result)
    }
  }

  /// The rows and columns of the result that are computed at once, in whole groups of 16 as in the library's inner loops.
  ///
  /// Two parts are enough for two threads; every part packs its rows and columns again, so that large ones are square.
  private var tileSize: (rows: Int, columns: Int) {
    func padded(_ size: Int) -> Int { max(16, (size + 15) / 16 * 16) }
    if operations < MatrixProduct.sharedOperations { return (rows, columns) }
    if operations <= 4 * MatrixProduct.mostOperations {
      return rows >= columns
        ? (padded((rows + 1) / 2), columns) : (rows, padded((columns + 1) / 2))
    }
    let elements = MatrixProduct.mostOperations / (2 * Double(inner))
    let side = Int(elements.squareRoot())
    if rows <= side { return (rows, padded(Int(elements) / rows)) }
    if columns <= side { return (padded(Int(elements) / columns), columns) }
    return (padded(side), padded(side))
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
