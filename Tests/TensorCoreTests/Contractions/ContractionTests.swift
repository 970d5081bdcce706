import TensorCore
import Testing

@Suite struct ContractionTests {
  private let a = Contraction([[0, 1], [1, 2]], to: [0, 2])

  @Test func sharedLabelsAreSummed() throws {
    let x = try Tensor(values: [1, 2, 3, 4], shape: [2, 2])
    #expect(try a.value(of: [x, x]).values == [7, 10, 15, 22])
  }

  @Test func repeatedLabelsAreADiagonal() throws {
    let x = try Tensor(values: [1, 2, 3, 4], shape: [2, 2])
    #expect(try Contraction([[0, 0]], to: [0]).value(of: [x]).values == [1, 4])
    let back = try Contraction([[0]], to: [0, 0]).value(of: [Tensor(values: [1, 4], shape: [2])])
    #expect(back.values == [1, 0, 0, 4])
  }

  @Test func threeEqualLabelsOfTheResultMakeASpaceDiagonal() throws {
    let x = try Tensor(values: [1, 2], shape: [2])
    let result = try Contraction([[0]], to: [0, 0, 0]).value(of: [x])
    #expect(result.shape == [2, 2, 2])
    #expect(result.values == [1, 0, 0, 0, 0, 0, 0, 2])
  }

  /// Every way two operands can share labels, against sums written out.
  @Test(arguments: [
    Contraction([[0, 1], [1, 2]], to: [2, 0]), Contraction([[1, 0], [2, 1]], to: [0, 2]),
    Contraction([[3, 0, 1], [3, 1, 2]], to: [3, 0, 2]), Contraction([[0, 1], [0, 1]], to: [1]),
    Contraction([[0, 3, 1], [2, 1, 3]], to: [2, 3, 0]),
    Contraction([[0, 1], [2, 3]], to: [3, 1]),
    Contraction([[0, 1, 1], [1, 2]], to: [2]), Contraction([[0], [0]], to: []),
  ])
  func agreesWithPlainSums(_ contraction: Contraction) throws {
    let sizes = [2, 3, 4, 2]
    let tensors = try contraction.operands.enumerated().map { number, labels in
      let shape = Shape(labels.map { sizes[$0] })
      let values = (0..<shape.count).map { Double(($0 * 5 + number) % 7) - 2 }
      return try Tensor(values: values, shape: shape)
    }
    let target = Shape(contraction.result.map { sizes[$0] })
    var expected = [Double](repeating: 0, count: target.count)
    for point in 0..<48 {
      let position = [point / 24, point / 8 % 3, point / 2 % 4, point % 2]
      func offset(_ labels: [Int]) -> Int { labels.reduce(0) { $0 * sizes[$1] + position[$1] } }
      let used = Set(contraction.operands.joined())
      guard (0..<4).allSatisfy({ used.contains($0) || position[$0] == 0 }) else { continue }
      let product = zip(tensors, contraction.operands).reduce(1.0) { $0 * $1.0[offset($1.1)] }
      expected[offset(contraction.result)] += product
    }
    let result = try contraction.value(of: tensors)
    #expect(result.shape == target)
    #expect(result.values == expected)
  }

  @Test func theCheapOrderIsFound() {
    // A long chain with a vector at its end is multiplied from that end.
    let sizes = [0: 100, 1: 100, 2: 100, 3: 1]
    let order = ContractionOrder([[0, 1], [1, 2], [2, 3]], to: [0, 3], sizes: sizes)
    #expect(order.pairs.map { [$0.0, $0.1] } == [[1, 2], [0, 1]])
  }

  @Test func manyOperandsAreOrderedGreedily() {
    let operands = (0..<12).map { [$0, $0 + 1] }
    let sizes = Dictionary(uniqueKeysWithValues: (0...12).map { ($0, 3) })
    #expect(ContractionOrder(operands, to: [0, 12], sizes: sizes).pairs.count == 11)
  }
}
