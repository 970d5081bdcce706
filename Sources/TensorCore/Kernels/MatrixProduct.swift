internal import COpenBLAS

/// A product of two matrices with its sizes: `(rows, inner) @ (inner, columns)`.
struct MatrixProduct {
  let rows: Int
  let inner: Int
  let columns: Int
  /// Whether an operand is stored with its axes exchanged.
  let transposeLeft: Bool
  let transposeRight: Bool

  /// The operations after which an interruption is looked for.
  static let panelOperations = 2e9

  /// Writes one product of matrices.
  ///
  /// The longer side is split into panels by the shape alone, so that the bits do not depend on who
  /// computes them; between panels the interruption is checked.
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
    try OpenBLAS.prepare()
    let splitsRows = rows >= columns
    let side = splitsRows ? rows : columns
    let operations = 2 * Double(rows) * Double(inner) * Double(columns)
    let panels = max(1, Int((operations / MatrixProduct.panelOperations).rounded(.up)))
    let width = (side + panels - 1) / panels
    for start in stride(from: 0, to: side, by: max(1, width)) {
      try interruption?.check()
      let size = min(width, side - start)
      let panel = Panel(
        rows: splitsRows ? size : rows,
        columns: splitsRows ? columns : size,
        aStart: aOffset + (splitsRows ? start * (transposeLeft ? 1 : inner) : 0),
        bStart: bOffset + (splitsRows ? 0 : start * (transposeRight ? inner : 1)),
        start: offset + (splitsRows ? start * columns : start)
      )
      withExtendedLifetime((a, b, result)) {
        if a.dtype == .float32 {
          write(panel, a.float32, b.float32, to: result.float32)
        } else {
          write(panel, a.float64, b.float64, to: result.float64)
        }
      }
    }
  }

  /// A part of the product: its sizes, and where it starts in the operands and in the result.
  private struct Panel {
    let rows: Int
    let columns: Int
    let aStart: Int
    let bStart: Int
    let start: Int
  }

  /// A product with a vector: how the matrix is stored and whether it is used transposed.
  private struct MatrixVector {
    let rows: Int32
    let columns: Int32
    let rowLength: Int32
    let transposes: Bool

    var flag: CBLAS_TRANSPOSE { transposes ? CblasTrans : CblasNoTrans }
    var resultCount: Int { Int(transposes ? columns : rows) }
  }

  /// The left matrix, where the right one is a column.
  private func leftMatrix(_ panel: Panel) -> MatrixVector {
    let (m, k) = (Int32(panel.rows), Int32(inner))
    return transposeLeft
      ? MatrixVector(rows: k, columns: m, rowLength: Int32(rows), transposes: true)
      : MatrixVector(rows: m, columns: k, rowLength: k, transposes: false)
  }

  /// The right matrix, where the left one is a row.
  private func rightMatrix(_ panel: Panel) -> MatrixVector {
    let (n, k) = (Int32(panel.columns), Int32(inner))
    return transposeRight
      ? MatrixVector(rows: n, columns: k, rowLength: k, transposes: false)
      : MatrixVector(rows: k, columns: n, rowLength: Int32(columns), transposes: true)
  }

  private func write(
    _ panel: Panel,
    _ a: UnsafePointer<Double>,
    _ b: UnsafePointer<Double>,
    to result: UnsafeMutablePointer<Double>
  ) {
    let (a, b, y) = (a + panel.aStart, b + panel.bStart, result + panel.start)
    if columns == 1 || rows == 1 {
      let (matrix, vector) = columns == 1 ? (a, b) : (b, a)
      let shape = columns == 1 ? leftMatrix(panel) : rightMatrix(panel)
      // What stood there before must not count, not even as 0 times NaN.
      y.update(repeating: 0, count: shape.resultCount)
      let (m, n, row) = (shape.rows, shape.columns, shape.rowLength)
      adj_dgemv(shape.flag, m, n, matrix, row, vector, y)
    } else {
      let (m, n, k) = (Int32(panel.rows), Int32(panel.columns), Int32(inner))
      let (left, right, lengths) = storage
      let (aRow, bRow) = lengths
      let yRow = Int32(columns)
      adj_dgemm(left, right, m, n, k, a, aRow, b, bRow, y, yRow)
    }
  }

  private func write(
    _ panel: Panel,
    _ a: UnsafePointer<Float>,
    _ b: UnsafePointer<Float>,
    to result: UnsafeMutablePointer<Float>
  ) {
    let (a, b, y) = (a + panel.aStart, b + panel.bStart, result + panel.start)
    if columns == 1 || rows == 1 {
      let (matrix, vector) = columns == 1 ? (a, b) : (b, a)
      let shape = columns == 1 ? leftMatrix(panel) : rightMatrix(panel)
      y.update(repeating: 0, count: shape.resultCount)
      let (m, n, row) = (shape.rows, shape.columns, shape.rowLength)
      adj_sgemv(shape.flag, m, n, matrix, row, vector, y)
    } else {
      let (m, n, k) = (Int32(panel.rows), Int32(panel.columns), Int32(inner))
      let (left, right, lengths) = storage
      let (aRow, bRow) = lengths
      let yRow = Int32(columns)
      adj_sgemm(left, right, m, n, k, a, aRow, b, bRow, y, yRow)
    }
  }

  /// How the operands of a product of matrices are stored.
  private var storage: (CBLAS_TRANSPOSE, CBLAS_TRANSPOSE, rowLengths: (Int32, Int32)) {
    (
      transposeLeft ? CblasTrans : CblasNoTrans,
      transposeRight ? CblasTrans : CblasNoTrans,
      (Int32(transposeLeft ? rows : inner), Int32(transposeRight ? inner : columns))
    )
  }
}
