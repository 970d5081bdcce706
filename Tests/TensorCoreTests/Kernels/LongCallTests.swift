import Synchronization
import TensorCore
import Testing

@Suite struct LongCallTests {
  @Test func whatItComputesIsThereAfterwards() throws {
    let sum = Atomic(0)
    try LongCall.run(nil) { sum.store(3, ordering: .relaxed) }
    #expect(sum.load(ordering: .relaxed) == 3)
  }

  @Test func anErrorPassesThrough() {
    let error = TensorError.value("no", hint: nil)
    #expect(throws: error) {
      try LongCall.run(Interruption()) { () throws(TensorError) in throw error }
    }
  }

  @Test func anInterruptionDoesNotWaitForIt() {
    let interruption = Interruption()
    let isFree = Atomic(false)
    #expect(throws: TensorError.interrupted) {
      try LongCall.run(interruption) {
        interruption.request()
        while !isFree.load(ordering: .acquiring) {}
      }
    }
    isFree.store(true, ordering: .releasing)
  }

  @Test func largeFactorisationsAreRight() throws {
    let n = 480
    let values = (0..<(n * n)).map { Double($0 * 7919 % 10_007) / 10_007 }
    let noise = try Tensor(values: values, shape: [n, n])
    let matrix = try BinaryKernel.add.apply(to: noise, Tensor.identity(n, scale: 300))
    let inverse = try LUFactors(matrix, for: "inv", Interruption()).inverse(Interruption())
    let product = try Tensor.matmul(matrix, inverse)
    let error = try BinaryKernel.subtract.apply(to: product, Tensor.identity(n, scale: 1))
    #expect(try UnaryKernel.absolute.apply(to: error).maximum().scalar < 1e-12)
  }
}

extension Tensor {
  /// A multiple of the identity.
  fileprivate static func identity(_ n: Int, scale: Double) throws -> Tensor {
    var values = [Double](repeating: 0, count: n * n)
    for i in 0..<n { values[i * n + i] = scale }
    return try Tensor(values: values, shape: [n, n])
  }
}
