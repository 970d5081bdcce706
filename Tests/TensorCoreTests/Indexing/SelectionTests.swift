import TensorCore
import Testing

@Suite struct SelectionTests {
  private let box: Tensor

  init() throws { box = try Tensor(values: (0..<24).map(Double.init), shape: [2, 3, 4]) }

  private static func slice(_ start: Int?, _ stop: Int?, _ step: Int = 1) -> AxisSelection {
    .slice(start: start, stop: stop, step: step)
  }

  /// What NumPy 2.4 gives for `arange(24).reshape(2, 3, 4)[…]`.
  private static let cases: [([AxisSelection], Shape, [Double])] = [
    ([.index(1)], [3, 4], (12..<24).map(Double.init)),
    ([.index(-1), .index(0), .index(2)], [], [14]),
    ([.all, .index(1)], [2, 4], [4, 5, 6, 7, 16, 17, 18, 19]),
    ([.index(0), slice(1, 3), slice(nil, nil, 2)], [2, 2], [4, 6, 8, 10]),
    ([.index(0), .index(0), slice(nil, nil, -1)], [4], [3, 2, 1, 0]),
    ([.index(0), .index(0), slice(-2, nil)], [2], [2, 3]),
    ([.index(0), .index(0), slice(3, 1)], [0], []),
    ([.index(0), .index(0), slice(10, -20, -2)], [2], [3, 1]),
    ([.index(0), .newAxis, slice(0, 1)], [1, 1, 4], [0, 1, 2, 3]),
    ([.indices([1, 0, 1], shape: [3]), .index(0), .index(0)], [3], [12, 0, 12]),
    ([.index(0), .indices([2, -1], shape: [2])], [2, 4], [8, 9, 10, 11, 8, 9, 10, 11]),
    ([.index(0), .indices([0, 1, 2, 0], shape: [2, 2]), .index(1)], [2, 2], [1, 5, 9, 1]),
    (
      [.all, .indices([0, 2], shape: [2]), .indices([1, 3], shape: [2])], [2, 2],
      [1, 11, 13, 23]
    ),
    (
      [.indices([0, 1], shape: [2]), .all, .indices([1, 3], shape: [2])], [2, 3],
      [1, 5, 9, 15, 19, 23]
    ),
    ([.index(0), slice(0, 2), .indices([1, 3], shape: [2])], [2, 2], [1, 5, 3, 7]),
    (
      [.index(1), .indices([0, 1], shape: [2, 1]), .indices([2, 3], shape: [2])], [2, 2],
      [14, 15, 18, 19]
    ),
    ([.indices([], shape: [0])], [0, 3, 4], []),
  ]

  @Test(arguments: cases)
  func selectsWhatNumPySelects(
    selections: [AxisSelection],
    shape: Shape,
    values: [Double]
  ) throws {
    let selected = try box.gathered(Selection(selections, in: box.shape))
    #expect(selected.shape == shape)
    #expect(selected.values == values)
  }

  @Test func aMaskSelectsInRowMajorOrder() throws {
    let mask = try BinaryKernel.greater.apply(to: box, Tensor(20))
    #expect(try box.gathered(Selection([.mask(mask)], in: box.shape)).values == [21, 22, 23])
    let rows = try Tensor(values: [1, 0, 0, 0, 0, 1], shape: [2, 3], dtype: .bool)
    let selected = try box.gathered(Selection([.mask(rows), .index(1)], in: box.shape))
    #expect(selected.values == [1, 21])
  }

  private static let errors: [([AxisSelection], TensorError)] = [
    ([.index(2)], .index("index 2 is out of range for axis 0 of size 2")),
    ([.all, .index(-4)], .index("index -4 is out of range for axis 1 of size 3")),
    ([.indices([0, 5], shape: [2])], .index("index 5 is out of range for axis 0 of size 2")),
    (
      [.index(0), .index(0), .index(0), .index(0)],
      .index("too many indices: 4 for shape (2, 3, 4), which has 3 axes")
    ),
    ([slice(0, 1, 0)], .value("a slice cannot have step 0", hint: nil)),
    (
      [.indices([0, 1], shape: [2]), .indices([0, 1, 2], shape: [3])],
      .shape("index lists of shapes (2) and (3) do not fit", hint: nil)
    ),
  ]

  @Test(arguments: errors)
  func errorsSayIndexAxisAndSize(selections: [AxisSelection], error: TensorError) {
    #expect(throws: error) { try Selection(selections, in: box.shape) }
  }

  @Test func aMaskMustHaveTheAxesItCovers() throws {
    let mask = try Tensor(values: [1, 0, 1], shape: [3], dtype: .bool)
    #expect(throws: TensorError.index("a mask of shape (3) does not fit the axes (2)")) {
      try Selection([.mask(mask)], in: box.shape)
    }
  }

  @Test(arguments: cases)
  func scatteringIsTheTransposeOfGathering(
    selections: [AxisSelection],
    shape: Shape,
    values: [Double]
  ) throws {
    let selection = try Selection(selections, in: box.shape)
    let weights = try Tensor.arange(1, Double(shape.count) + 1).reshaped(to: shape)
    let scattered = try Tensor.scatterAdded(weights, at: selection, into: box.shape)
    let left = try BinaryKernel.multiply.apply(to: box.gathered(selection), weights).sum().scalar
    let right = try BinaryKernel.multiply.apply(to: box, scattered).sum().scalar
    #expect(left == right)
  }

  @Test func assigningLeavesOtherTensorsAlone() throws {
    var changed = box
    let selection = try Selection([.index(0), .index(0)], in: box.shape)
    try changed.assign(Tensor(9), at: selection)
    #expect(changed.values.prefix(5) == [9, 9, 9, 9, 4])
    #expect(box.values.prefix(5) == [0, 1, 2, 3, 4])
  }

  @Test func assigningToAViewLeavesItsSourceAlone() throws {
    var flat = try box.reshaped(to: [24])
    try flat.assign(Tensor(9), at: Selection([.index(0)], in: [24]))
    #expect(flat[0] == 9)
    #expect(box[0] == 0)
  }

  @Test func ofSeveralValuesForOnePlaceTheLastStaysAndAllAreAdded() throws {
    var x = try Tensor.filled(0, shape: [3])
    let twice = try Selection([.indices([1, 1, 2], shape: [3])], in: [3])
    try x.assign(Tensor(values: [5, 6, 7], shape: [3]), at: twice)
    #expect(x.values == [0, 6, 7])
    try x.accumulate(Tensor(values: [1, 2, 3], shape: [3]), at: twice)
    #expect(x.values == [0, 9, 10])
  }

  @Test func assigningInPlaceMovesNothing() throws {
    var x = try Tensor.filled(0, shape: [1000])
    let before = x.storageAddress
    for i in 0..<1000 {
      try x.assign(Tensor(Double(i)), at: Selection([.index(i)], in: [1000]))
    }
    #expect(x.storageAddress == before)
    #expect(x[999] == 999)
  }

  @Test func whatDoesNotFitIsNotAssigned() throws {
    var x = box
    let row = try Selection([.index(0), .index(0)], in: box.shape)
    let text = "cannot put shape (3) into a selection of shape (4)"
    #expect(throws: TensorError.shape(text, hint: nil)) {
      try x.assign(Tensor(values: [1, 2, 3], shape: [3]), at: row)
    }
    var mask = try Tensor.filled(0, shape: [2], dtype: .bool)
    #expect(throws: TensorError.type("cannot put float64 into a bool tensor")) {
      try mask.assign(Tensor(2.5), at: Selection([.index(0)], in: [2]))
    }
  }
}
