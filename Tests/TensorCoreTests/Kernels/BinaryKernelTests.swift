import Testing

import TensorCore

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
    #expect(try BinaryKernel.subtract.apply(to: matrix, column).values == [0, 1, 2, 0, 1, 2])
  }

  @Test func aColumnAndARowMakeATable() throws {
    let column = try Tensor(values: [1, 2], shape: [2, 1])
    let row = try Tensor(values: [1, 10, 100], shape: [3])
    let table = try BinaryKernel.multiply.apply(to: column, row)
    #expect(table.shape == [2, 3])
    #expect(table.values == [1, 10, 100, 2, 20, 200])
  }

  @Test func middleAxesStretchToo() throws {
    let a = try Tensor(values: (0..<6).map(Double.init), shape: [2, 1, 3])
    let b = try Tensor(values: [0, 10, 20, 30], shape: [4, 1])
    let sum = try BinaryKernel.add.apply(to: a, b)
    #expect(sum.shape == [2, 4, 3])
    let expected = (0..<24).map { (i: Int) -> Double in
      let (block, row, column) = (i / 12, i / 3 % 4, i % 3)
      return Double(block * 3 + column + row * 10)
    }
    #expect(sum.values == expected)
  }

  @Test(arguments: BinaryKernel.allCases)
  func anEmptyAxisBroadcasts(kernel: BinaryKernel) throws {
    let empty = try Tensor(values: [], shape: [2, 0])
    let column = try Tensor(values: [1, 2], shape: [2, 1])
    #expect(try kernel.apply(to: empty, column).shape == [2, 0])
    #expect(try kernel.apply(to: empty, Tensor(1)).shape == [2, 0])
  }

  @Test(arguments: BinaryKernel.allCases)
  func numbersHaveTheBitsOfElements(kernel: BinaryKernel) throws {
    let count = awkwardNumbers.count
    let column = try Tensor(values: awkwardNumbers, shape: [count, 1])
    let row = try Tensor(values: awkwardNumbers, shape: [count])
    let table = try kernel.apply(to: column, row).values
    for (i, a) in awkwardNumbers.enumerated() {
      for (j, b) in awkwardNumbers.enumerated() {
        let same = sameBits(table[i * count + j], kernel.apply(to: a, b))
        if !same { Issue.record("\(kernel)(\(a), \(b)): \(table[i * count + j])") }
      }
    }
  }

  @Test(arguments: BinaryKernel.allCases.filter { !$0.isComparison })
  func numbersHaveTheBitsOfElementsOnEverySet(kernel: BinaryKernel) {
    let turned = Array(awkwardNumbers.reversed())
    for set in InstructionSet.available {
      let together = kernel.apply(to: awkwardNumbers, turned, on: set)
      for (position, value) in together.enumerated() {
        let alone = kernel.apply(to: awkwardNumbers[position], turned[position], on: set)
        #expect(sameBits(alone, value), "\(set.name): \(awkwardNumbers[position])")
      }
    }
  }

  @Test func kernelsAreNumberedAsInC() {
    for kernel in BinaryKernel.allCases {
      #expect(InstructionSet.binaryName(kernel.rawValue) == "\(kernel)")
    }
    #expect(InstructionSet.binaryName(UInt8(BinaryKernel.allCases.count)) == nil)
  }

  private static let values: [(BinaryKernel, Double, Double, Double)] = [
    (.modulo, 7, 3, 1), (.modulo, -7, 3, 2), (.modulo, 7, -3, -2), (.modulo, -6, 3, 0),
    (.modulo, 5.5, 2, 1.5), (.maximum, 2, 3, 3), (.minimum, 2, 3, 2), (.hypot, 3, 4, 5),
    (.hypot, 0x3p600, 0x4p600, 0x5p600), (.atan2, 1, 0, 1.5707963267948966), (.atan2, 0, -1, .pi),
    (.power, 2, 10, 1024), (.power, 3, 4, 81), (.power, 7, 0, 1), (.power, 10, -5, 1e-5),
    (.power, 10, 22, 1e22), (.power, 0, 0, 1), (.power, -2, 3, -8), (.power, 2.25, 0.5, 1.5),
    (.power, 4, -0.5, 0.5), (.logaddexp, 0, 0, 0.6931471805599453),
    (.logaddexp, -.infinity, -.infinity, -.infinity), (.logaddexp, 1000, 1000, 1000.6931471805599),
    (.guardedMultiply, 0, .infinity, 0), (.guardedMultiply, 2, 3, 6), (.divide, 1, 0, .infinity),
    (.absorbingMultiply, 0, .nan, 0), (.absorbingMultiply, -.infinity, 0, 0),
    (.absorbingMultiply, 2, 3, 6),
  ]

  @Test(arguments: values)
  func valuesAreExact(kernel: BinaryKernel, a: Double, b: Double, expected: Double) {
    for set in InstructionSet.available { #expect(kernel.apply(to: a, b, on: set) == expected) }
  }

  @Test func squaresAndCubesAreProducts() {
    for x in awkwardNumbers where !x.isNaN {
      #expect(sameBits(BinaryKernel.power.apply(to: x, 2), x * x))
      #expect(sameBits(BinaryKernel.power.apply(to: x, 3), x * x * x))
    }
  }

  @Test func smallWholePowersAreExact() {
    for base in -12...12 {
      var power = 1
      for exponent in 0...13 {
        #expect(BinaryKernel.power.apply(to: Double(base), Double(exponent)) == Double(power))
        power *= base
      }
    }
  }

  @Test func aNegativeNumberHasNoFractionalPower() {
    #expect(BinaryKernel.power.apply(to: -2, 0.5).isNaN)
  }

  @Test(arguments: [BinaryKernel.maximum, .minimum])
  func NaNWins(kernel: BinaryKernel) {
    #expect(kernel.apply(to: .nan, 1).isNaN)
    #expect(kernel.apply(to: 1, .nan).isNaN)
  }

  @Test func comparisonsGiveBools() throws {
    let less = try BinaryKernel.less.apply(to: matrix, Tensor(3))
    #expect(less.dtype == .bool)
    #expect(less.values == [1, 1, 0, 0, 0, 0])
    #expect(try BinaryKernel.and.apply(to: less, Tensor(1)).values == [1, 1, 0, 0, 0, 0])
  }
}
