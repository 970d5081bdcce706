import TensorCore
import Testing

@Suite struct TensorShapeTests {
  private let box: Tensor

  init() throws { box = try Tensor(values: (0..<24).map(Double.init), shape: [2, 3, 4]) }

  @Test(arguments: [
    [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [-1, 0, 1],
  ])
  func transposingMovesAxes(permutation: [Int]) throws {
    let result = try box.transposed(permutation: permutation)
    let axes = permutation.map { ($0 + 3) % 3 }
    #expect(result.shape.dimensions == axes.map { box.shape.dimensions[$0] })
    for position in 0..<24 {
      var source = 0
      for (axis, from) in axes.enumerated() {
        let index = position / result.shape.strides[axis] % result.shape.dimensions[axis]
        source += index * box.shape.strides[from]
      }
      #expect(result[position] == Double(source))
    }
  }

  @Test(arguments: [DType.float64, .float32, .bool])
  func largeMatricesTurnInTiles(dtype: DType) throws {
    let values = (0..<(70 * 45)).map { Double($0 % 2) }
    let matrix = try Tensor(values: values, shape: [70, 45], dtype: dtype)
    let turned = try matrix.transposed()
    #expect(turned.dtype == dtype)
    #expect(try turned.transposed().isIdentical(to: matrix))
    #expect((0..<45).allSatisfy { turned[$0 * 70 + 3] == matrix[3 * 45 + $0] })
  }

  @Test(arguments: [0..<2, 1..<2, 3..<9, 8..<12, 4..<4])
  func rowsAreTheirOwnWhereverTheyBegin(range: Range<Int>) throws {
    let matrix = try box.reshaped(to: [12, 2])
    var rows = try matrix.rows(range)
    let first = 2 * range.lowerBound
    let expected = Array(box.values[first..<(2 * range.upperBound)])
    #expect(rows.values == expected)
    guard !range.isEmpty else { return }
    try rows.assign(Tensor(-1), at: Selection([.index(0)], in: rows.shape))
    #expect(rows[0] == -1)
    #expect(matrix[first] == Double(first))
  }

  @Test func aPermutationNamesEachAxisOnce() {
    let text = "(0, 0, 1) does not name each axis of (2, 3, 4) once"
    #expect(throws: TensorError.value(text, hint: nil)) {
      try box.transposed(permutation: [0, 0, 1])
    }
  }

  @Test func broadcastingRepeatsAndSummingUndoesIt() throws {
    let column = try Tensor(values: [1, 2], shape: [2, 1])
    let table = try column.broadcast(to: [3, 2, 2])
    #expect(table.values == [1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2])
    #expect(try table.summed(to: [2, 1]).values == [6, 12])
    #expect(try table.summed(to: []).scalar == 18)
    #expect(try Tensor.filled(0, shape: [0, 2]).summed(to: [1, 2]).values == [0, 0])
    #expect(throws: TensorError.shape("cannot broadcast (2, 1) to (3)", hint: nil)) {
      try column.broadcast(to: [3])
    }
  }

  @Test func reshapingKeepsTheOrder() throws {
    #expect(try box.reshaped(to: [4, 6]).values == box.values)
    #expect(try Tensor(1.5).reshaped(to: [1, 1]).values == [1.5])
  }

  @Test func stackingAddsAnAxis() throws {
    let (a, b) = (try Tensor(values: [1, 2], shape: [2]), try Tensor(values: [3, 4], shape: [2]))
    #expect(try Tensor.stacked([a, b]).values == [1, 2, 3, 4])
    #expect(try Tensor.stacked([a, b], axis: -1).values == [1, 3, 2, 4])
    #expect(try Tensor.stacked([Tensor(1), Tensor(2)]).shape == [2])
    let text = "cannot stack: element 0 has shape (2), element 1 has ()"
    #expect(throws: TensorError.shape(text, hint: nil)) { try Tensor.stacked([a, Tensor(1)]) }
  }

  @Test func concatenatingKeepsTheAxes() throws {
    let a = try Tensor(values: [1, 2, 3, 4], shape: [2, 2])
    let b = try Tensor(values: [5, 6], shape: [2, 1])
    #expect(try Tensor.concatenated([a, b], axis: 1).values == [1, 2, 5, 3, 4, 6])
    let text = "cannot concatenate along axis 0: element 0 has shape (2, 2), element 1 has (2, 1)"
    #expect(throws: TensorError.shape(text, hint: nil)) { try Tensor.concatenated([a, b]) }
  }

  @Test func selectTakesFromEither() throws {
    let mask = try Tensor(values: [1, 0], shape: [2, 1], dtype: .bool)
    let row = try Tensor(values: [1, 2, 3], shape: [3])
    let chosen = try Tensor.select(mask, row, Tensor(0))
    #expect(chosen.shape == [2, 3])
    #expect(chosen.values == [1, 2, 3, 0, 0, 0])
    #expect(try Tensor.select(mask, mask, mask).dtype == .bool)
  }
}
