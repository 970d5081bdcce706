import TensorCore
import Testing

@Suite struct TensorTests {
  @Test func aTensorIsOneReferenceWide() {
    #expect(MemoryLayout<Tensor>.size == MemoryLayout<Int>.size)
  }

  @Test(arguments: [1, 2, 3, 100, 1000])
  func elementsStartAtACacheLine(count: Int) throws {
    for dtype in DType.allCases {
      #expect(try Tensor.filled(1, shape: [count], dtype: dtype).storageAddress % 64 == 0)
    }
  }

  @Test func valuesComeBackInEveryKind() throws {
    #expect(try Tensor(values: [1, 0, 2.5], shape: [3]).values == [1, 0, 2.5])
    #expect(try Tensor(values: [1, 0, 2.5], shape: [3], dtype: .float32).values == [1, 0, 2.5])
    #expect(try Tensor(values: [1, 0, 2.5], shape: [3], dtype: .bool).values == [1, 0, 1])
  }

  @Test(arguments: DType.allCases, DType.allCases)
  func castingKeepsWhatTheKindHolds(from: DType, to: DType) throws {
    let x = try Tensor(values: [0, 1, 1], shape: [3], dtype: from).cast(to: to)
    #expect(x.dtype == to)
    #expect(x.values == [0, 1, 1])
  }

  @Test func aWrongCountIsRefused() {
    let text = "2 values do not fill a tensor of shape (3)"
    #expect(throws: TensorError.shape(text, hint: nil)) {
      try Tensor(values: [1, 2], shape: [3])
    }
  }

  private static let kinds: [(DType, Int, DType, Int, DType)] = [
    (.float64, 1, .float32, 1, .float64), (.float64, 0, .float32, 1, .float32),
    (.float64, 1, .float32, 0, .float64), (.float64, 0, .float32, 0, .float64),
    (.float32, 1, .float32, 1, .float32), (.bool, 1, .bool, 1, .float64),
    (.bool, 1, .float32, 1, .float32), (.bool, 1, .float64, 0, .float64),
  ]

  @Test(arguments: kinds)
  func arithmeticHasTheCommonKind(
    a: DType,
    aRank: Int,
    b: DType,
    bRank: Int,
    expected: DType
  ) throws {
    let left = try Tensor.filled(1, shape: Shape(Array(repeating: 2, count: aRank)), dtype: a)
    let right = try Tensor.filled(1, shape: Shape(Array(repeating: 2, count: bRank)), dtype: b)
    #expect(try BinaryKernel.add.apply(to: left, right).dtype == expected)
    #expect(try BinaryKernel.add.apply(to: right, left).dtype == expected)
  }

  @Test func theFirstNumberThatIsNotFiniteIsFound() throws {
    var values = [Double](repeating: 1, count: 1000)
    #expect(try Tensor(values: values, shape: [1000]).allFinite)
    values[700] = .infinity
    values[800] = .nan
    #expect(try Tensor(values: values, shape: [1000]).firstNonFinite == 700)
    #expect(try Tensor(values: values, shape: [1000], dtype: .float32).firstNonFinite == 700)
    #expect(try Tensor(values: [], shape: [0]).allFinite)
  }

  @Test func identityIsBitwise() throws {
    let nan = try Tensor(values: [.nan, 0], shape: [2])
    #expect(try nan.isIdentical(to: Tensor(values: [.nan, 0], shape: [2])))
    #expect(try !nan.isIdentical(to: Tensor(values: [.nan, -0.0], shape: [2])))
    #expect(try !nan.isIdentical(to: nan.reshaped(to: [1, 2])))
  }

  @Test func whatDoesNotFitInMemoryIsAnError() throws {
    let limit = MemoryLimit.process.bytes
    let tooLarge = #expect(throws: TensorError.self) {
      try Tensor.filled(0, shape: [1_000_000, 1_000_000, 100])
    }
    let start = "a tensor of shape (1000000, 1000000, 100) needs 800 TB; the limit is "
    #expect(tooLarge?.message.hasPrefix(start) == true)
    #expect(throws: TensorError.self) { try Tensor.filled(0, shape: [limit / 8 + 1]) }
    #expect(throws: TensorError.self) { try Tensor.arange(0, 1e15) }
    #expect(throws: TensorError.self) {
      try Tensor.filled(0, shape: [1 << 40, 1 << 40, 1 << 40])
    }
  }

  @Test func sequences() throws {
    #expect(try Tensor.arange(0, 1, step: 0.25).values == [0, 0.25, 0.5, 0.75])
    #expect(try Tensor.arange(3, 0, step: -1).values == [3, 2, 1])
    #expect(try Tensor.arange(1, 0).values == [])
    #expect(try Tensor.linspace(0, 1, count: 5).values == [0, 0.25, 0.5, 0.75, 1])
    #expect(try Tensor.linspace(0, 0.3, count: 4).values.last == 0.3)
    #expect(try Tensor.logspace(0, 3, count: 4).values == [1, 10, 100, 1000])
    #expect(throws: TensorError.self) { try Tensor.arange(0, 1, step: 0) }
    #expect(throws: TensorError.self) { try Tensor.linspace(0, 1, count: -1) }
  }

  @Test func diagonals() throws {
    #expect(try Tensor.eye(2).values == [1, 0, 0, 1])
    #expect(try Tensor.eye(2, 3).values == [1, 0, 0, 0, 1, 0])
    let matrix = try Tensor(values: [1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(try matrix.diagonal().values == [1, 5])
    #expect(try matrix.diagonal(offset: 1).values == [2, 6])
    #expect(try matrix.diagonal(offset: -1).values == [4])
    #expect(try Tensor(values: [7, 8], shape: [2]).diagonal(offset: -1).shape == [3, 3])
    #expect(try Tensor(values: [7, 8], shape: [2]).diagonal().values == [7, 0, 0, 8])
  }

  @Test func appendingMakesALongerOne() throws {
    var rows = try Tensor(values: [], shape: [0])
    for i in 0..<100 {
      rows = try rows.appended(Tensor(values: [Double(i), -Double(i)], shape: [2]))
    }
    #expect(rows.shape == [100, 2])
    #expect(rows.values == (0..<100).flatMap { [Double($0), -Double($0)] })
  }

  @Test func appendingSeldomMovesWhatIsThere() throws {
    var numbers = try Tensor(values: [], shape: [0])
    var addresses: Set<Int> = []
    for i in 0..<1000 {
      numbers = try numbers.appended(Tensor(Double(i)))
      addresses.insert(numbers.storageAddress)
    }
    #expect(addresses.count < 12)
    #expect(numbers.values == (0..<1000).map(Double.init))
  }

  @Test func appendingLooksAtTheNewElementsOnly() throws {
    let known = try Tensor(values: [1, 2], shape: [2])
    #expect(known.allFinite)
    #expect(try known.appended(Tensor(3)).isKnownFinite)
    #expect(known.leadingRows(1).isKnownFinite)
    let broken = try known.appended(Tensor(.infinity))
    #expect(!broken.isKnownFinite)
    #expect(try !broken.appended(Tensor(1)).allFinite)
  }

  @Test func appendingTwiceToOneTensorGivesTwo() throws {
    let one = try Tensor(values: [1], shape: [1]).appended(Tensor(2))
    let a = try one.appended(Tensor(3))
    let b = try one.appended(Tensor(4))
    #expect(one.values == [1, 2])
    #expect(a.values == [1, 2, 3])
    #expect(b.values == [1, 2, 4])
  }

  @Test func assigningAfterAppendingLeavesTheShorterAlone() throws {
    let short = try Tensor(values: [1, 2], shape: [2]).appended(Tensor(3))
    var long = try short.appended(Tensor(4))
    try long.assign(Tensor(9), at: Selection([.index(0)], in: [4]))
    #expect(short.values == [1, 2, 3])
    #expect(long.values == [9, 2, 3, 4])
  }

  @Test func anEntryMustFit() throws {
    let text = "cannot append shape (3) to (2, 2): its entries are (2)"
    #expect(throws: TensorError.shape(text, hint: nil)) {
      try Tensor.filled(0, shape: [2, 2]).appended(Tensor.filled(0, shape: [3]))
    }
  }
}
