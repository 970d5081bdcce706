import TensorCore
import Testing

@Suite struct BinaryKernelTests {
  private let matrix: Tensor

  init() throws { matrix = try Tensor(values: [1, 2, 3, 4, 5, 6], shape: [2, 3]) }

  @Test func aRowIsAddedToEveryRow() throws {
    let row = try Tensor(values: [10, 20, 30], shape: [3])
    let sum = try BinaryKernel.add.apply(to: matrix, row)
    #expect(sum.shape == [2, 3])
    #expect(sum.values == [11, 22, 33, 14, 25, 36])
  }

  @Test func aColumnIsSubtractedFromEveryColumn() throws {
    let column = try Tensor(values: [1, 4], shape: [2, 1])
    let difference = try BinaryKernel.subtract.apply(to: matrix, column)
    #expect(difference.values == [0, 1, 2, 0, 1, 2])
  }

  @Test func aColumnAndARowMakeATable() throws {
    let column = try Tensor(values: [1, 2], shape: [2, 1])
    let row = try Tensor(values: [1, 10, 100], shape: [3])
    let table = try BinaryKernel.multiply.apply(to: column, row)
    #expect(table.shape == [2, 3])
    #expect(table.values == [1, 10, 100, 2, 20, 200])
  }
}
