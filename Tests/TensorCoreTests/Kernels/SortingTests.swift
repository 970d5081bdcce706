import TensorCore
import Testing

@Suite struct SortingTests {
  @Test func rowsAndColumnsAreSorted() throws {
    let x = try Tensor(values: [3, 1, 2, -1, 5, 0], shape: [2, 3])
    #expect(try x.sorted(axis: -1).values == [1, 2, 3, -1, 0, 5])
    #expect(try x.sorted(axis: 0).values == [-1, 1, 0, 3, 5, 2])
    #expect(try x.argsorted(axis: 0).values == [1, 0, 1, 0, 1, 0])
  }

  @Test func equalElementsKeepTheirOrderAndNaNComesLast() throws {
    let x = try Tensor(values: [.nan, 1, -0.0, .infinity, 0, -.infinity, .nan, 1], shape: [8])
    #expect(try x.argsorted(axis: 0).values == [5, 2, 4, 1, 7, 3, 0, 6])
    #expect(try x.sorted(axis: 0)[1].sign == .minus)
  }

  /// Long rows are distributed by digits, short ones compared: both have to agree.
  @Test(arguments: [255, 256, 257, 1000, 5000])
  func longRowsAreSortedStably(count: Int) throws {
    let values = (0..<count).map { Double(($0 * 7919) % 613) * 0.25 - 60 }
    let x = try Tensor(values: values, shape: [count])
    let expected = values.indices.sorted {
      values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1]
    }
    #expect(try x.argsorted(axis: 0).values == expected.map(Double.init))
    #expect(try x.sorted(axis: 0).values == values.sorted())
  }

  /// Runs that are sorted on their own and merged, on one thread and on two.
  @Test func veryLongRowsAreMergedFromRuns() throws {
    let count = 300_000
    let values = (0..<count).map { Double(($0 * 7919) % 104_729) - 50_000 }
    let x = try Tensor(values: values, shape: [count])
    #expect(try x.sorted(axis: 0).values == values.sorted())
    let order = try x.argsorted(axis: 0).values.map { Int($0) }
    let isStable = zip(order, order.dropFirst()).allSatisfy {
      values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1]
    }
    #expect(isStable)
    let single = try x.cast(to: .float32).sorted(axis: 0)
    #expect(single.values == values.sorted())
  }

  @Test func zerosKeepTheirSignsInTheirOrder() throws {
    let x = try Tensor(values: [0, -0.0, 3, 0, -1, -0.0], shape: [6])
    let signs = try x.sorted(axis: 0).values.map(\.sign)
    #expect(signs == [.minus, .plus, .minus, .plus, .minus, .plus])
  }

  @Test func anInterruptionEndsASort() throws {
    let interruption = Interruption()
    interruption.request()
    let x = try Tensor.arange(0, 300_000)
    #expect(throws: TensorError.interrupted) {
      try x.sorted(axis: 0, interruption: interruption)
    }
  }

  @Test func arrangingSharesEvenlyAmongEqualKeys() throws {
    let keys = try Tensor(values: [2, 1, 2, 0], shape: [4])
    let x = try Tensor(values: [10, 20, 30, 40], shape: [4])
    #expect(try x.arranged(by: keys, axis: 0).values == [40, 20, 20, 20])
    let back = try Tensor(values: [1, 2, 3, 5], shape: [4]).disarranged(by: keys, axis: 0)
    #expect(back.values == [4, 2, 4, 1])
  }

  /// ⟨A x, y⟩ = ⟨x, Aᵀ y⟩.
  @Test func disarrangingIsTheTransposeOfArranging() throws {
    let keys = try Tensor(values: [2, 1, 2, 0, 1, 1], shape: [3, 2])
    let x = try Tensor(values: [1, 2, 3, 4, 5, 6], shape: [3, 2])
    let y = try Tensor(values: [7, -1, 2, 0, 3, 1], shape: [3, 2])
    let left = try BinaryKernel.multiply.apply(to: x.arranged(by: keys, axis: 0), y).sum()
    let right = try BinaryKernel.multiply.apply(to: y.disarranged(by: keys, axis: 0), x).sum()
    #expect(abs(left.scalar - right.scalar) < 1e-12)
  }

  @Test func kindsAndEmptyShapesStay() throws {
    let float = try Tensor(values: [2, 1], shape: [2], dtype: .float32)
    #expect(try float.sorted(axis: 0).dtype == .float32)
    #expect(try float.argsorted(axis: 0).dtype == .float64)
    #expect(try Tensor(values: [], shape: [3, 0]).sorted(axis: -1).shape == [3, 0])
    #expect(try Tensor(values: [], shape: [0, 3]).argsorted(axis: 0).shape == [0, 3])
    #expect(throws: TensorError.self) { try Tensor(1).sorted(axis: 0) }
  }
}
