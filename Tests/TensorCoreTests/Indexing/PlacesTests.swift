import TensorCore
import Testing

@Suite struct PlacesTests {
  @Test func wholeNumbersBecomePlaces() throws {
    let places = try #require(try Places(Tensor(values: [3, -1, 0], shape: [3])))
    #expect((0..<3).map { places[$0] } == [3, -1, 0])
    #expect(places.greatest == 3)
    #expect(try places.firstOutside(0..<4) == -1)
    #expect(try places.firstOutside(-1..<4) == nil)
  }

  @Test(arguments: [0.5, .nan, .infinity, 0x1p62])
  func whatIsNotWholeIsNoPlace(number: Double) throws {
    #expect(try Places(Tensor(values: [1, number], shape: [2])) == nil)
  }

  @Test func longListsAreGatheredAndScatteredInOrder() throws {
    let count = 300_000
    let x = try Tensor.arange(0, Double(count)).reshaped(to: [3, count / 3])
    let places = try Places(count: count) { ($0 * 7) % 100 - 50 }
    let selection = try Selection([.all, .indices(places, shape: [count])], in: x.shape)
    let picked = try x.gathered(selection)
    #expect(picked.shape == [3, count])
    for position in [0, 1, 99, count, 3 * count - 1] {
      let place = (position % count * 7) % 100 - 50
      let column = place < 0 ? place + count / 3 : place
      #expect(picked.values[position] == Double(position / count * (count / 3) + column))
    }
    let counts = try Tensor.scatterAdded(
      .filled(1, shape: picked.shape),
      at: selection,
      into: x.shape
    )
    #expect(try counts.sum().scalar == Double(picked.count))
    var last = x
    try last.assign(Tensor.arange(0, Double(count)), at: selection)
    #expect(last.values[count / 3 - 50] == Double(count - 100))
  }

  @Test func masksAreCountedInParts() throws {
    let count = 400_000
    let mask = try Tensor(
      values: (0..<count).map { $0 % 3 == 0 ? 1 : 0 },
      shape: [count],
      dtype: .bool
    )
    let picked = try Tensor.arange(0, Double(count)).gathered(
      Selection([.mask(mask)], in: [count])
    )
    #expect(picked.values == stride(from: 0, to: Double(count), by: 3).map { $0 })
    #expect(try mask.truthCounts().scalar == Double(picked.count))
    #expect(try mask.reshaped(to: [4, count / 4]).truthCounts(axes: [0]).sum().scalar == 133334)
  }
}
