import TensorCore
import Testing

@Suite struct ShapeTests {
  @Test func shapesPrintAsTuples() {
    #expect("\(Shape([3, 4])) \(Shape([3])) \(Shape.scalar)" == "(3, 4) (3) ()")
  }

  @Test func countsDoNotOverflow() {
    #expect(Shape([1 << 40, 1 << 40]).count == Int.max)
    #expect(Shape([1 << 40, 1 << 40, 0]).count == 0)
    #expect(Shape.scalar.count == 1)
  }

  private static let broadcasts: [(Shape, Shape, Shape)] = [
    ([3], [3], [3]), ([2, 3], [3], [2, 3]), ([2, 1], [3], [2, 3]), ([], [2, 0], [2, 0]),
    ([1], [0], [0]), ([5, 1, 2], [4, 1], [5, 4, 2]), ([1, 1], [3], [1, 3]),
  ]

  @Test(arguments: broadcasts)
  func broadcastsBothWays(a: Shape, b: Shape, expected: Shape) throws {
    #expect(try a.broadcast(with: b) == expected)
    #expect(try b.broadcast(with: a) == expected)
  }

  private static let misfits: [(Shape, Shape, String, String?)] = [
    ([3], [4], "shapes (3) and (4) do not fit: sizes 3 and 4 differ", nil),
    (
      [2, 3], [2], "shapes (2, 3) and (2) do not fit: axis -1 has sizes 3 and 2",
      "reshape (2) to (2, 1), a column"
    ),
    (
      [2, 3], [3, 2], "shapes (2, 3) and (3, 2) do not fit: axis -2 has sizes 2 and 3",
      "the transpose of (2, 3), (3, 2), fits (3, 2)"
    ),
    ([2, 0], [3], "shapes (2, 0) and (3) do not fit: axis -1 has sizes 0 and 3", nil),
  ]

  @Test(arguments: misfits)
  func misfitsSayWhereAndHowToMend(a: Shape, b: Shape, text: String, hint: String?) {
    #expect(throws: TensorError.shape(text, hint: hint)) { try a.broadcast(with: b) }
  }

  @Test func mutualStretchingIsSeen() {
    #expect(Shape([4, 1]).stretchesMutually(with: [4]))
    #expect(!Shape([4, 1]).stretchesMutually(with: [4, 3]))
    #expect(!Shape([4]).stretchesMutually(with: []))
  }

  @Test func oneSizeIsResolved() throws {
    #expect(try Shape.resolving([2, -1], for: [3, 4]) == [2, 6])
    let text = "cannot reshape (3, 4), 12 elements, to (5, -1): 12 is not a multiple of 5"
    #expect(throws: TensorError.shape(text, hint: nil)) {
      try Shape.resolving([5, -1], for: [3, 4])
    }
    #expect(throws: TensorError.value("only one size can be -1: (-1, -1)", hint: nil)) {
      try Shape.resolving([-1, -1], for: [4])
    }
    let wrong = "cannot reshape (3, 4), 12 elements, to (7), 7 elements"
    #expect(throws: TensorError.shape(wrong, hint: nil)) { try Shape.resolving([7], for: [3, 4]) }
  }

  @Test func negativeSizesAreRefused() {
    let text = "a tensor cannot have a negative size: (2, -3)"
    #expect(throws: TensorError.value(text, hint: nil)) { try Shape.validated([2, -3]) }
  }
}
