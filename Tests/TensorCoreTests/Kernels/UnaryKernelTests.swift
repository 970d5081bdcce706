import Testing

import TensorCore

@Suite struct UnaryKernelTests {
  @Test(arguments: UnaryReference.all)
  func valuesAreWithinTheirTolerance(reference: UnaryReference) throws {
    for set in InstructionSet.available {
      for (x, expected) in reference.points {
        let value = reference.kernel.apply(to: x, on: set)
        let error = abs(value - expected) / expected.ulp
        #expect(value == expected || error <= reference.tolerance, "\(set.name): \(x)")
      }
    }
  }

  @Test(arguments: UnaryKernel.allCases)
  func aNumberHasTheBitsOfAnElement(kernel: UnaryKernel) throws {
    let numbers = try Tensor(values: awkwardNumbers, shape: [awkwardNumbers.count])
    let results = try kernel.apply(to: numbers)
    for (position, x) in awkwardNumbers.enumerated() {
      #expect(sameBits(results[position], kernel.apply(to: x)), "\(x)")
    }
  }

  @Test(arguments: UnaryKernel.allCases.filter { !$0.isTest })
  func anElementsBitsDoNotDependOnItsPlace(kernel: UnaryKernel) {
    for set in InstructionSet.available {
      let together = kernel.apply(to: awkwardNumbers, on: set)
      for start in 1..<9 {
        let rest = kernel.apply(to: Array(awkwardNumbers[start...]), on: set)
        #expect(zip(together[start...], rest).allSatisfy(sameBits), "\(set.name) from \(start)")
      }
    }
  }

  @Test(arguments: UnaryKernel.allCases.filter { !$0.isTest })
  func floatsHaveTheBitsOfFloatsAlone(kernel: UnaryKernel) throws {
    for set in InstructionSet.available {
      let floats = awkwardNumbers.map { Float($0) }
      let together = kernel.apply(to: floats, on: set)
      for (x, y) in zip(floats, together) {
        let alone = kernel.apply(to: [x], on: set)[0]
        #expect(alone.bitPattern == y.bitPattern || alone.isNaN && y.isNaN, "\(set.name): \(x)")
      }
    }
  }

  @Test func AVX2AgreesWithAVX512() {
    let wide = InstructionSet.available.filter { $0.name != "baseline" }
    guard wide.count == 2 else { return }
    for kernel in UnaryKernel.allCases where !kernel.isTest {
      let a = kernel.apply(to: awkwardNumbers, on: wide[0])
      let b = kernel.apply(to: awkwardNumbers, on: wide[1])
      #expect(zip(a, b).allSatisfy(sameBits), "\(kernel)")
    }
  }

  @Test func kernelsAreNumberedAsInC() {
    for kernel in UnaryKernel.allCases {
      #expect(InstructionSet.unaryName(kernel.rawValue) == "\(kernel)")
    }
    #expect(InstructionSet.unaryName(UInt8(UnaryKernel.allCases.count)) == nil)
  }

  private static let limits: [(UnaryKernel, Double, Double)] = [
    (.exp, -.infinity, 0), (.exp, 1000, .infinity), (.log, 0, -.infinity), (.sign, -0.5, -1),
    (.sign, 0, 0), (.relu, -.infinity, 0), (.sigmoid, -1000, 0), (.sigmoid, 1000, 1),
    (.softplus, 1000, 1000), (.softplus, -1000, 0), (.round, 2.5, 2), (.round, -3.5, -4),
    (.tanh, .infinity, 1), (.erf, -.infinity, -1), (.lgamma, .infinity, .infinity),
    (.digamma, 0, -.infinity), (.trigamma, -2, .infinity), (.cbrt, -27, -3), (.sqrt, 2.25, 1.5),
    (.log10, 1000, 3), (.log2, 1024, 10), (.asinh, .infinity, .infinity), (.floor, -1.5, -2),
    (.cosh, 1000, .infinity), (.reciprocal, 0, .infinity), (.ceil, -1.5, -1),
  ]

  @Test(arguments: limits)
  func limitsAreExact(kernel: UnaryKernel, x: Double, expected: Double) {
    for set in InstructionSet.available { #expect(kernel.apply(to: x, on: set) == expected) }
  }

  @Test(arguments: [UnaryKernel.sqrt, .log, .log2, .log10])
  func outsideTheDomainIsNaN(kernel: UnaryKernel) { #expect(kernel.apply(to: -1).isNaN) }

  @Test(arguments: UnaryKernel.allCases.filter { !$0.isTest })
  func NaNStaysNaN(kernel: UnaryKernel) { #expect(kernel.apply(to: .nan).isNaN) }

  @Test(arguments: UnaryKernel.allCases)
  func nothingGivesNothing(kernel: UnaryKernel) throws {
    let empty = try Tensor(values: [], shape: [0, 3])
    #expect(try kernel.apply(to: empty).shape == [0, 3])
  }

  @Test func testsGiveBools() throws {
    let x = try Tensor(values: [0, .nan, .infinity, 2], shape: [4])
    #expect(try UnaryKernel.logicalNot.apply(to: x).values == [1, 0, 0, 0])
    #expect(try UnaryKernel.isNaN.apply(to: x).values == [0, 1, 0, 0])
    #expect(try UnaryKernel.isFinite.apply(to: x).values == [1, 0, 0, 1])
    #expect(try UnaryKernel.isFinite.apply(to: x).dtype == .bool)
  }

  @Test func float32StaysAndBoolBecomesFloat64() throws {
    let float = try Tensor(values: [0.5], shape: [1], dtype: .float32)
    let bool = try Tensor(values: [1], shape: [1], dtype: .bool)
    #expect(try UnaryKernel.exp.apply(to: float).dtype == .float32)
    #expect(try UnaryKernel.negate.apply(to: bool).dtype == .float64)
    #expect(try UnaryKernel.negate.apply(to: bool).values == [-1])
  }
}
