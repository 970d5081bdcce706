import TensorCore
import Testing

@Suite struct SpareMemoryTests {
  @Test func aLargeTensorThatIsGoneLendsItsMemory() throws {
    // No other test makes tensors of this size.
    let shape: Shape = [1_234_567]
    let first = try Tensor.filled(1, shape: shape).storageAddress
    #expect(try Tensor.filled(2, shape: shape).storageAddress == first)
  }

  @Test func whatIsKeptGoesWhenALimitIsSet() throws {
    let limit = MemoryLimit(bytes: 1000)
    #expect(limit.spare.bytes == 0)
    limit.bytes = 2000
    #expect(limit.spare.bytes == 0)
  }
}
