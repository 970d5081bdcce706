import TensorCore
import Testing

@Suite struct TensorProductsTests {
  /// A tensor of small whole numbers, which multiply exactly.
  private func numbers(_ shape: Shape, dtype: DType = .float64) throws -> Tensor {
    let values = (0..<shape.count).map { Double(($0 * 7) % 11 - 5) }
    return try Tensor(values: values, shape: shape, dtype: dtype)
  }

  private func slowProduct(_ a: Tensor, _ b: Tensor) -> [Double] {
    let (rows, inner) = (a.shape.dimensions[0], a.shape.dimensions[1])
    let columns = b.shape.dimensions[1]
    var result: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns {
        result.append((0..<inner).reduce(0) { $0 + a[row * inner + $1] * b[$1 * columns + column] })
      }
    }
    return result
  }

  @Test(
    arguments: [(1, 1, 1), (2, 3, 4), (1, 5, 3), (4, 5, 1), (33, 17, 9)],
    [DType.float64, .float32]
  )
  func productsAreRowsTimesColumns(sizes: (Int, Int, Int), dtype: DType) throws {
    let a = try numbers([sizes.0, sizes.1], dtype: dtype)
    let b = try numbers([sizes.1, sizes.2], dtype: dtype)
    let expected = slowProduct(a, b)
    #expect(try Tensor.matmul(a, b).values == expected)
    #expect(try Tensor.matmul(a, b).dtype == dtype)
    let (aTurned, bTurned) = (try a.transposed(), try b.transposed())
    #expect(try Tensor.matmul(aTurned, b, transposeLeft: true).values == expected)
    #expect(try Tensor.matmul(a, bTurned, transposeRight: true).values == expected)
    let both = try Tensor.matmul(aTurned, bTurned, transposeLeft: true, transposeRight: true)
    #expect(both.values == expected)
  }

  private static let shapes: [(Shape, Shape, Shape)] = [
    ([3], [3], []), ([2, 3], [3], [2]), ([2], [2, 3], [3]), ([4, 2, 3], [3], [4, 2]),
    ([4, 2, 3], [3, 5], [4, 2, 5]), ([2, 3], [4, 3, 5], [4, 2, 5]),
    ([4, 1, 2, 3], [6, 3, 5], [4, 6, 2, 5]), ([0, 3], [3, 2], [0, 2]), ([2, 0], [0, 3], [2, 3]),
    ([0, 2, 3], [0, 3, 4], [0, 2, 4]), ([3], [4, 3, 5], [4, 5]),
  ]

  @Test(arguments: shapes)
  func shapesFollowNumPy(a: Shape, b: Shape, expected: Shape) throws {
    #expect(try Tensor.matmul(numbers(a), numbers(b)).shape == expected)
  }

  @Test func anInnerSizeOfZeroGivesZeros() throws {
    #expect(try Tensor.matmul(numbers([2, 0]), numbers([0, 2])).values == [0, 0, 0, 0])
  }

  @Test func batchesAreMultipliedOneByOne() throws {
    let (a, b) = (try numbers([4, 1, 2, 3]), try numbers([6, 3, 5]))
    let product = try Tensor.matmul(a, b)
    for i in 0..<4 {
      for j in 0..<6 {
        let left = try Selection([.index(i), .index(0)], in: a.shape)
        let right = try Selection([.index(j)], in: b.shape)
        let part = try Selection([.index(i), .index(j)], in: product.shape)
        let expected = try Tensor.matmul(a.gathered(left), b.gathered(right))
        #expect(try product.gathered(part).values == expected.values)
      }
    }
  }

  @Test(arguments: [(1100, 1000), (1000, 1100)])
  func panelsFitTogether(rows: Int, columns: Int) throws {
    // 2.2e9 operations make two panels, of rows or of columns.
    let (a, b) = (try numbers([rows, 1000]), try numbers([1000, columns]))
    let product = try Tensor.matmul(a, b)
    for row in [0, rows / 2 - 1, rows / 2, rows - 1] {
      let index = try Selection([.index(row)], in: a.shape)
      let alone = try Tensor.matmul(a.gathered(index), b)
      let selection = try Selection([.index(row)], in: product.shape)
      #expect(try product.gathered(selection).isIdentical(to: alone))
    }
  }

  @Test func aLongProductIsInterrupted() throws {
    let interruption = Interruption()
    interruption.request()
    #expect(throws: TensorError.interrupted) {
      try Tensor.matmul(numbers([2, 2]), numbers([2, 2]), interruption: interruption)
    }
  }

  private static let misfits: [(Shape, Shape, String, String)] = [
    (
      [3, 4], [5, 2], "cannot multiply (3, 4) @ (5, 2): inner sizes 4 and 5 differ",
      "no transposition of either fits"
    ),
    (
      [3, 4], [2, 4], "cannot multiply (3, 4) @ (2, 4): inner sizes 4 and 2 differ",
      "the transpose of the right one, (4, 2), fits"
    ),
    (
      [4, 3], [4, 2], "cannot multiply (4, 3) @ (4, 2): inner sizes 3 and 4 differ",
      "the transpose of the left one, (3, 4), fits"
    ),
    (
      [4], [3, 4], "cannot multiply (4) @ (3, 4): inner sizes 4 and 3 differ",
      "the transpose of the right one, (4, 3), fits"
    ),
    (
      [], [3, 4], "cannot multiply () @ (3, 4): a number is not a matrix",
      "`*` multiplies by a number"
    ),
  ]

  @Test(arguments: misfits)
  func misfitsNameTheShapes(a: Shape, b: Shape, text: String, hint: String) throws {
    #expect(throws: TensorError.shape(text, hint: hint)) {
      try Tensor.matmul(numbers(a), numbers(b))
    }
  }

  @Test func dotAndOuter() throws {
    let (a, b) = (
      try Tensor(values: [1, 2, 3], shape: [3]), try Tensor(values: [4, 5, 6], shape: [3])
    )
    #expect(try Tensor.dot(a, b).scalar == 32)
    #expect(try Tensor.outer(a, b).values == [4, 5, 6, 8, 10, 12, 12, 15, 18])
    let text = "dot of (3) and (2): lengths 3 and 2 differ"
    #expect(throws: TensorError.shape(text, hint: nil)) { try Tensor.dot(a, numbers([2])) }
  }

  @Test func infinityInAnOperandReachesOnlyItsRow() throws {
    let a = try Tensor(values: [.infinity, 1, 2, 3], shape: [2, 2])
    let product = try Tensor.matmul(a, Tensor(values: [1, 1], shape: [2]))
    #expect(product.values == [.infinity, 5])
  }
}
