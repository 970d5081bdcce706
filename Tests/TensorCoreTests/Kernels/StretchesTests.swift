import TensorCore
import Testing

@Suite struct StretchesTests {
  @Sendable private static func logistic(_ x: Tensor) throws -> Tensor {
    try BinaryKernel.multiply.apply(to: UnaryKernel.sigmoid.apply(to: x), x)
  }

  @Test(arguments: [1, 16_383, 16_384, 100_003], [DType.float64, .float32])
  func stretchesHaveTheBitsOfTheWhole(count: Int, dtype: DType) throws {
    let x = try Tensor.linspace(-20, 20, count: count, dtype: dtype)
    let whole = try Self.logistic(x)
    let inParts = try x.mapped(inStretches: Self.logistic)
    #expect(inParts.isIdentical(to: whole))
    #expect(inParts.allFinite)
  }

  @Test func whatAStretchThrowsIsThrown() throws {
    let x = try Tensor.linspace(0, 1, count: 100_000)
    #expect(throws: TensorError.type("no")) {
      try x.mapped { part in
        if part.scalar > 0.5 { throw TensorError.type("no") }
        return part
      }
    }
  }

  @Test func rowsAreShared() throws {
    let x = try Tensor.arange(0, 24).reshaped(to: [2, 3, 4])
    var row = try x.sharedRow(1)
    #expect(row.shape == [3, 4])
    #expect(row.storageAddress == x.storageAddress + 12 * 8)
    try row.replaceElement(at: 0, with: -1)
    #expect(x.values == (0..<24).map(Double.init))
    #expect(row.values.prefix(2) == [-1, 13])
  }

  @Test func whatIsNotFiniteInAStretchIsSeen() throws {
    let x = try Tensor.linspace(-1, 1, count: 100_001)
    #expect(try !x.mapped { try UnaryKernel.reciprocal.apply(to: $0) }.allFinite)
  }
}
