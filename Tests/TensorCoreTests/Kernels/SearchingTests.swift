import TensorCore
import Testing

@Suite struct SearchingTests {
  /// Longer than what is searched at once, with the extremum in every kind of place.
  @Test(arguments: [0, 1, 2047, 2048, 2049, 4999])
  func theFirstOfEqualExtremaIsFound(place: Int) throws {
    var numbers = (0..<5000).map { Double(($0 * 7919) % 613) }
    numbers[place] = 1000
    numbers[4999] = 1000
    let x = try Tensor(values: numbers, shape: [5000])
    #expect(try x.argmax().scalar == Double(place))
    #expect(try x.cast(to: .float32).argmax().scalar == Double(place))
    let negated = try UnaryKernel.negate.apply(to: x)
    #expect(try negated.argmin().scalar == Double(place))
  }

  @Test func theFirstNaNIsTheAnswer() throws {
    var numbers = [Double](repeating: .infinity, count: 5000)
    numbers[3000] = .nan
    numbers[3001] = .nan
    let x = try Tensor(values: numbers, shape: [5000])
    #expect(try x.argmax().scalar == 3000)
    #expect(try x.argmin().scalar == 3000)
    let column = try x.reshaped(to: [2500, 2])
    #expect(try column.argmax(axis: 0).values == [1500, 1500])
  }

  @Test func everyColumnIsSearched() throws {
    let x = try Tensor(values: [1, 9, 3, 5, 9, 0, 5, 2, 3], shape: [3, 3])
    #expect(try x.argmax(axis: 0).values == [1, 0, 0])
    #expect(try x.argmin(axis: 0).values == [0, 2, 1])
    #expect(try x.argmax(axis: 1).values == [1, 1, 0])
  }

  @Test func infinitiesAreFound() throws {
    let x = try Tensor(values: [-.infinity, -.infinity], shape: [2])
    #expect(try x.argmax().scalar == 0)
    #expect(try x.argmin().scalar == 0)
  }
}
