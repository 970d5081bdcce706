import TensorCore
import Testing

@Suite struct MemoryLimitTests {
  @Test func whatIsInUseCounts() throws {
    let limit = MemoryLimit(bytes: 100)
    try limit.reserve([10], .float64)
    #expect(limit.used == 80)
    let text = "a tensor of shape (10) needs 80 B; the limit is 100 B and 80 B are in use"
    #expect(throws: TensorError.memory(text)) { try limit.reserve([10], .float64) }
    #expect(limit.used == 80)
    limit.release(80)
    try limit.reserve([10], .float64)
  }

  @Test func aLimitCanBeMoved() throws {
    let limit = MemoryLimit(bytes: 10)
    limit.bytes = 1000
    try limit.reserve([100], .float64)
  }

  @Test func whatIsNoTensorCountsWhileItIsThere() throws {
    let limit = MemoryLimit(bytes: 100)
    try limit.counting(60, for: "a table") {
      #expect(limit.used == 60)
      let text = "a table needs 50 B; the limit is 100 B and 60 B are in use"
      #expect(throws: TensorError.memory(text)) { try limit.counting(50, for: "a table") {} }
    }
    #expect(limit.used == 0)
  }

  private static let sizes: [(Shape, String)] = [
    ([1 << 40], "8.8 TB"), ([2_300_000], "18.4 MB"), ([1 << 40, 1 << 40], "9.67 YB"),
    ([124_999], "1 MB"), ([15_625_000], "125 MB"),
  ]

  @Test(arguments: sizes)
  func sizesHaveThreeDigits(shape: Shape, size: String) throws {
    let text = "a tensor of shape \(shape) needs \(size); the limit is 0 B"
    #expect(throws: TensorError.memory(text)) {
      try MemoryLimit(bytes: 0).reserve(shape, .float64)
    }
  }
}
