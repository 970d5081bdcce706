import Display
import Testing

struct HistogramTests {
  @Test func everyFiniteNumberIsCountedOnce() {
    let numbers = (0..<1000).map { Double($0 * 37 % 1000) / 7 }
    let histogram = Histogram(of: numbers + [.nan, .infinity], .automatic)
    #expect(histogram.counts.reduce(0, +) == 1000)
    #expect(histogram.leftOut == 2)
    #expect((8...40).contains(histogram.counts.count))
  }

  @Test func wholeNumbersHaveABinEach() {
    let histogram = Histogram(of: [1, 2, 2, 4], .automatic)
    #expect(histogram.edges == [0.5, 1.5, 2.5, 3.5, 4.5])
    #expect(histogram.counts == [1, 2, 0, 1])
  }

  @Test func theLastBinHoldsItsUpperEdge() {
    #expect(Histogram(of: [0, 1, 2], .edges([0, 1, 2])).counts == [1, 2])
    #expect(Histogram(of: [0, 1, 3], .edges([0, 1, 2])).leftOut == 1)
  }

  @Test func densitiesCoverOne() {
    let histogram = Histogram(of: [0, 0.1, 0.9, 3], .count(3))
    let area = histogram.densities.enumerated().reduce(0) {
      $0 + $1.element * (histogram.edges[$1.offset + 1] - histogram.edges[$1.offset])
    }
    #expect(abs(area - 1) < 1e-12)
  }

  @Test(arguments: [
    [], [5], [5, 5, 5], [.nan], [1e300, -1e300], [1e-300, 2e-300], [0, 1e18], [1e9, 1e9 + 1],
  ])
  func whateverTheNumbersTheBinsAreInOrder(numbers: [Double]) {
    let histogram = Histogram(of: numbers, .automatic)
    #expect(zip(histogram.edges, histogram.edges.dropFirst()).allSatisfy { $0 < $1 })
    #expect(histogram.counts.count <= 1000)
    let plot = Plot([histogram.series(name: "")])
    #expect(xmlFault(in: plot.svg) == nil)
  }
}
