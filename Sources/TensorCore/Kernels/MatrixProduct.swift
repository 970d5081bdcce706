internal import COpenBLAS

/// A product of matrices with its sizes: `(batch, rows, inner) @ (batch, inner, columns)`.
struct MatrixProduct {
  let rows: Int
  let inner: Int
  let columns: Int
  let transposeLeft: Bool
  let transposeRight: Bool

  /// The operations after which an interruption is looked for.
  static let panelOperations = 2e9

  /// OpenBLAS with one thread, because its own threads change bits.
  ///
  /// Set when the first product is computed, so that a process that computes none starts without it.
  private static let library: Void = openblas_set_num_threads(1)

  /// Writes one product of matrices.
  ///
  /// The longer side is split into panels by the shape alone, so
  /// that the bits do not depend on who computes them; between panels the interruption is checked.
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
    _ = MatrixProduct.library
    let splitsRows = rows >= columns
    let side = splitsRows ? rows : columns
    let operations = 2 * Double(rows) * Double(inner) * Double(columns)
    let panels = max(1, Int((operations / MatrixProduct.panelOperations).rounded(.up)))
    let width = (side + panels - 1) / panels
    for start in stride(from: 0, to: side, by: max(1, width)) {
      try interruption?.check()
      let size = min(width, side - start)
      let aStart = splitsRows ? start * (transposeLeft ? 1 : inner) : 0
      let bStart = splitsRows ? 0 : start * (transposeRight ? inner : 1)
      let yStart = splitsRows ? start * columns : start
      writePanel(
        splitsRows ? size : rows,
        splitsRows ? columns : size,
        a,
        aOffset + aStart,
        b,
        bOffset + bStart,
        to: result,
        offset + yStart
      )
    }
  }

  private func writePanel(
    _ panelRows: Int,
    _ panelColumns: Int,
    _ a: Tensor,
    _ aStart: Int,
    _ b: Tensor,
    _ bStart: Int,
    to result: Tensor,
    _ start: Int
  ) {
    let (m, n, k) = (Int32(panelRows), Int32(panelColumns), Int32(inner))
    let left = transposeLeft ? CblasTrans : CblasNoTrans
    let right = transposeRight ? CblasTrans : CblasNoTrans
    let aRow = Int32(max(1, transposeLeft ? rows : inner))
    let bRow = Int32(max(1, transposeRight ? inner : columns))
    let yRow = Int32(max(1, columns))
    withExtendedLifetime((a, b, result)) {
      if a.dtype == .float32 {
        let (a, b, y) = (a.float32 + aStart, b.float32 + bStart, result.float32 + start)
        cblas_sgemm(CblasRowMajor, left, right, m, n, k, 1, a, aRow, b, bRow, 0, y, yRow)
      } else {
        let (a, b, y) = (a.float64 + aStart, b.float64 + bStart, result.float64 + start)
        cblas_dgemm(CblasRowMajor, left, right, m, n, k, 1, a, aRow, b, bRow, 0, y, yRow)
      }
    }
  }
}
