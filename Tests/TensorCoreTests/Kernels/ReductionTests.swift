import TensorCore
import Testing

@Suite struct ReductionTests {
  private let box: Tensor

  init() throws { box = try Tensor(values: (0..<24).map(Double.init), shape: [2, 3, 4]) }

  /// The sum over some axes, one element after the other.
  private func slowSum(_ x: Tensor, _ axes: [Int]) -> [Double] {
    let kept = x.shape.reduced(over: axes, keepsDimensions: true)
    var result = [Double](repeating: 0, count: kept.count)
    for position in 0..<x.count {
      var target = 0
      for axis in 0..<x.rank where !axes.contains(axis) {
        let index = position / x.shape.strides[axis] % x.shape.dimensions[axis]
        target += index * kept.strides[axis]
      }
      result[target] += x[position]
    }
    return result
  }

  @Test(arguments: [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2], []])
  func sumsOverAnyAxes(axes: [Int]) throws {
    let sum = try box.sum(axes: axes)
    #expect(sum.values == slowSum(box, axes))
    #expect(sum.shape == box.shape.reduced(over: axes, keepsDimensions: false))
    #expect(try box.sum(axes: axes, keepsDimensions: true).rank == 3)
  }

  @Test(arguments: [1, 7, 8, 31, 32, 33, 4096, 4097, 10_000, 100_001])
  func longSumsAreExactOnWholeNumbers(count: Int) throws {
    let numbers = try Tensor.arange(0, Double(count))
    let expected = Double(count * (count - 1) / 2)
    #expect(try numbers.sum().scalar == expected)
    let columns = try numbers.reshaped(to: [count, 1]).broadcast(to: [count, 3])
    #expect(try columns.sum(axes: [0]).values == [expected, expected, expected])
  }

  @Test func aSumOfManyTenthsStaysPrecise() throws {
    let tenths = try Tensor.filled(0.1, shape: [1_000_000])
    // A running sum would be wrong by 1e-6.
    #expect(abs(try tenths.sum().scalar - 100_000) < 1e-9)
  }

  @Test func bitsAreTheSameOnEverySet() throws {
    let numbers = (0..<10_007).map { Double(($0 * 7919) % 10_007) * 0.1 - 300 }
    let sums = InstructionSet.available.map { $0.sum(of: numbers) }
    #expect(Set(sums.map(\.bitPattern)).count == 1)
  }

  @Test func productsMultiply() throws {
    let x = try Tensor(values: [1, 2, 3, 4], shape: [2, 2])
    #expect(try x.product().scalar == 24)
    #expect(try x.product(axes: [0]).values == [3, 8])
  }

  @Test func extremesOfAxes() throws {
    let x = try Tensor(values: [3, -1, 2, 7, 0, -5], shape: [2, 3])
    #expect(try x.maximum().scalar == 7)
    #expect(try x.minimum(axes: [0]).values == [3, -1, -5])
    #expect(try x.maximum(axes: [-1]).values == [3, 7])
  }

  @Test(arguments: [3, 40, 5000])
  func NaNWinsWhereverItStands(count: Int) throws {
    for position in [0, count / 2, count - 1] {
      var values = (0..<count).map(Double.init)
      values[position] = .nan
      let x = try Tensor(values: values, shape: [count])
      #expect(try x.maximum().scalar.isNaN)
      #expect(try x.minimum().scalar.isNaN)
      #expect(try x.argmax().scalar == Double(position))
    }
  }

  @Test func positionsOfExtremes() throws {
    let x = try Tensor(values: [3, 9, 9, -1, 0, -1], shape: [2, 3])
    #expect(try x.argmax().scalar == 1)
    #expect(try x.argmin().scalar == 3)
    #expect(try x.argmax(axis: 0).values == [0, 0, 0])
    #expect(try x.argmax(axis: 1).values == [1, 1])
    #expect(try x.argmin(axis: -1).values == [0, 0])
  }

  @Test func truthOfAllAndAny() throws {
    let x = try Tensor(values: [0, 2, .nan, 1], shape: [2, 2])
    #expect(try x.all(axes: [1]).values == [0, 1])
    #expect(try x.any(axes: [0]).values == [1, 1])
    #expect(try x.all().dtype == .bool)
  }

  @Test func nothingSumsToZeroAndHasNoExtreme() throws {
    let empty = try Tensor(values: [], shape: [0, 3])
    #expect(try empty.sum(axes: [0]).values == [0, 0, 0])
    #expect(try empty.product().scalar == 1)
    #expect(try empty.all().scalar == 1)
    #expect(try empty.any().scalar == 0)
    #expect(try empty.maximum(axes: [1]).shape == [0])
    #expect(throws: TensorError.value("no elements of (0, 3) to take the maximum of", hint: nil)) {
      try empty.maximum()
    }
  }

  @Test func aNumberIsItsOwnSum() throws { #expect(try Tensor(2.5).sum().scalar == 2.5) }

  @Test func boolsAreCounted() throws {
    let x = try Tensor(values: [1, 0, 1], shape: [3], dtype: .bool)
    #expect(try x.sum().scalar == 2)
    #expect(try x.sum().dtype == .float64)
  }

  @Test func anAxisThatIsNotThereIsAnError() throws {
    let text = "axis 3 is out of range for shape (2, 3, 4): axes are 0 to 2 or -3 to -1"
    #expect(throws: TensorError.index(text)) { try box.sum(axes: [3]) }
    #expect(throws: TensorError.value("axis -1 is named twice", hint: nil)) {
      try box.sum(axes: [2, -1])
    }
  }
}
