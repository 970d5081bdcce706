import Interpreter
import Testing

@Suite struct ValueTests {
  @Test func fitsSixteenBytes() {
    #expect(MemoryLayout<Value>.size <= 16)
    #expect(MemoryLayout<Value>.stride == 16)
  }

  @Test func recordsAreCopiedOnWrite() throws {
    let first = try Record([("a", .number(1))])
    var second = first
    try second.set("a", to: .number(2))
    #expect(first["a"]?.plainNumber == 1)
    #expect(second["a"]?.plainNumber == 2)
  }

  @Test func recordsFindEachOfManyFields() throws {
    var record = Record()
    for index in 0..<1000 {
      try record.set("f\(index)", to: .number(Double(index)))
    }
    #expect(record.names.count == 1000)
    #expect(record["f7"]?.plainNumber == 7)
    #expect(record["f999"]?.plainNumber == 999)
    #expect(record["g"]?.plainNumber == nil)
  }

  @Test(arguments: [(0.5, nil), (1e300, nil), (.nan, nil), (.infinity, nil), (-3, -3), (0, 0)])
  func onlyWholeNumbersOfModestSizeBecomeIntegers(_ number: Double, _ whole: Int?) {
    #expect(Value.number(number).plainNumber.map { Int(whole: $0) } == .some(whole))
  }
}
