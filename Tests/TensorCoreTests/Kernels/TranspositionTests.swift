import TensorCore
import Testing

@Suite struct TranspositionTests {
  @Test func elementsAreReadWithoutWritingAll() throws {
    let x = try Tensor.arange(0, 6000).reshaped(to: [3, 40, 50])
    let turned = try x.transposed(permutation: [0, 2, 1])
    let read = (0..<x.count).map { turned[$0] }
    #expect(read == turned.values)
    #expect(turned[2000 + 7 * 40 + 5] == x[2000 + 5 * 50 + 7])
  }

  private func numbers(_ shape: Shape, _ dtype: DType = .float64) throws -> Tensor {
    let values = (0..<shape.count).map { Double($0 * 7919 % 10_007) / 3001 - 1.5 }
    return try Tensor(values: values, shape: shape, dtype: dtype)
  }

  @Test func aTransposeHasItsElements() throws {
    let a = try numbers([50, 40])
    let turned = try a.transposed()
    #expect(turned.shape == [40, 50])
    #expect(turned[1] == a[40] && turned[50] == a[1])
    #expect(try turned.transposed().isIdentical(to: a))
    #expect(try turned.reshaped(to: [2000])[50] == a[1])
  }

  @Test(arguments: [DType.float64, .float32]) func productsTakeTheMatrixAsItIs(dtype: DType) throws
  {
    let (a, b) = (try numbers([60, 50], dtype), try numbers([60, 50], dtype))
    let product = try Tensor.matmul(a, b.transposed())
    #expect(try product.isIdentical(to: Tensor.matmul(a, b, transposeRight: true)))
    // Also when somebody has read the elements.
    let turned = try a.transposed()
    #expect(turned[1] == a[50])
    let gram = try Tensor.matmul(turned, b)
    #expect(try gram.isIdentical(to: Tensor.matmul(a, b, transposeLeft: true)))
    let stack = try numbers([3, 30, 20], dtype)
    let turnedStack = try stack.transposed(permutation: [0, 2, 1])
    let expected = try Tensor.matmul(stack, stack, transposeRight: true)
    #expect(try Tensor.matmul(stack, turnedStack).isIdentical(to: expected))
  }

  @Test func writingToOneLeavesTheOther() throws {
    let a = try numbers([50, 40])
    var original = a
    let turned = try original.transposed()
    try original.assign(Tensor(9), at: Selection([.index(0), .index(1)], in: original.shape))
    #expect(turned[50] == a[1])
    var copy = turned
    try copy.assign(Tensor(7), at: Selection([.index(0), .index(1)], in: copy.shape))
    #expect(copy[1] == 7 && turned[1] == a[40])
    #expect(try Tensor.matmul(copy, a)[0] != Tensor.matmul(turned, a)[0])
  }

  @Test func solutionsThatTakeTheirRoomAreNotTaken() throws {
    let n = 40
    var values = [Double](repeating: 0, count: n * n)
    for i in 0..<n { values[i * n + i] = 2 }
    let matrix = try Tensor(values: values, shape: [n, n])
    let sides = try numbers([n, n])
    let solution = try LUFactors(matrix, for: "solve").solution(sides, for: "solve")
    let product = try Tensor.matmul(matrix, solution)
    #expect(try Tensor.matmul(solution, matrix).isIdentical(to: product))
    #expect(product.values == sides.values)
  }
}
