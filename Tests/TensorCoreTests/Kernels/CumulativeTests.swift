import TensorCore
import Testing

@Suite struct CumulativeTests {
  private let box: Tensor

  init() throws { box = try Tensor(values: (1...12).map(Double.init), shape: [2, 3, 2]) }

  private static let sums: [(axis: Int, expected: [Double])] = [
    (0, [1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18]),
    (1, [1, 2, 4, 6, 9, 12, 7, 8, 16, 18, 27, 30]),
    (-1, [1, 3, 3, 7, 5, 11, 7, 15, 9, 19, 11, 23]),
  ]

  @Test(arguments: sums)
  func sumsRunAlongAnyAxis(axis: Int, expected: [Double]) throws {
    #expect(try box.cumulativeSum(axis: axis).values == expected)
    #expect(try box.cumulativeSum(axis: axis).shape == box.shape)
  }

  @Test func reversedSumsRunFromTheEnd() throws {
    let x = try Tensor(values: [1, 2, 6], shape: [3])
    #expect(try x.cumulativeSum(axis: 0, reversed: true).values == [9, 8, 6])
  }

  @Test func productsRunAndZerosStay() throws {
    let x = try Tensor(values: [2, 3, 0, 5], shape: [4])
    #expect(try x.cumulativeProduct(axis: 0).values == [2, 6, 0, 0])
  }

  @Test func recurrencesRunBothWays() throws {
    let x = try Tensor(values: [7, 2, 3], shape: [3])
    let b = try Tensor(values: [1, 10, 100], shape: [3])
    #expect(try Tensor.linearRecurrence(factors: x, terms: b, axis: 0).values == [1, 12, 136])
    let reversed = try Tensor.linearRecurrence(factors: x, terms: b, axis: 0, reversed: true)
    #expect(reversed.values == [1471, 210, 100])
  }

  @Test func zeroTimesInfinityIsZeroInARecurrence() throws {
    let x = try Tensor(values: [1, .infinity, 2], shape: [3])
    let b = try Tensor(values: [0, 1, 1], shape: [3])
    #expect(try Tensor.linearRecurrence(factors: x, terms: b, axis: 0).values == [0, 1, 3])
  }

  @Test func NaNStaysInAllLaterSums() throws {
    let sums = try Tensor(values: [1, .nan, 2], shape: [3]).cumulativeSum(axis: 0).values
    #expect(sums[0] == 1 && sums[1].isNaN && sums[2].isNaN)
  }

  @Test func float32StaysAndBoolIsCounted() throws {
    let float = try Tensor(values: [0.5, 1], shape: [2], dtype: .float32)
    #expect(try float.cumulativeSum(axis: 0).dtype == .float32)
    let bool = try Tensor(values: [1, 0, 1], shape: [3], dtype: .bool)
    #expect(try bool.cumulativeSum(axis: 0).values == [1, 1, 2])
  }

  @Test func nothingGivesNothingAndAWrongAxisIsAnError() throws {
    let empty = try Tensor(values: [], shape: [0, 3])
    #expect(try empty.cumulativeSum(axis: 0).shape == [0, 3])
    #expect(throws: TensorError.self) { try box.cumulativeSum(axis: 3) }
  }

  @Test func anInterruptionStopsALongSum() throws {
    let interruption = Interruption()
    interruption.request()
    let long = try Tensor.filled(1, shape: [1 << 21])
    #expect(throws: TensorError.interrupted) {
      try long.cumulativeSum(axis: 0, interruption: interruption)
    }
  }
}
