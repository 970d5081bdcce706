import Display
import Testing

struct PlotTests {
  private static let odd: [Plot] = [
    Plot([]),
    Plot([.init(xs: [1, 2, 3], ys: [.nan, .nan, .nan])]),
    Plot([.init(xs: [1], ys: [5])]),
    Plot([.init(xs: [0, 1, 2], ys: [7, 7, 7])]),
    Plot([.init(xs: [0, 1, 2], ys: [1e-300, 2e-300, 3e-300])]),
    Plot([.init(xs: [-1e308, 0, 1e308], ys: [-1e308, 0, 1e308])]),
    Plot([.init(xs: [1e9, 1e9 + 1], ys: [1e9, 1e9 + 1e-6])]),
    Plot([.init(xs: [0, 1, 2, 3], ys: [0, -1, 10, .infinity])], xScale: .logarithmic),
    Plot([.init(xs: [0, 1], ys: [0, -1])], yScale: .logarithmic),
    Plot([.init(xs: [1, 2], ys: [1e-300, 1e300])], yScale: .logarithmic),
    Plot([.init(name: "<a & b>", xs: [1, 2], ys: [1, 2])], title: "\"q\"", width: 1, height: 1),
    Plot([.init(mark: .bars, xs: [1], ys: [-2])]),
  ]

  @Test(arguments: odd)
  func whateverThePointsTheDrawingIsWellFormed(plot: Plot) {
    #expect(xmlFault(in: plot.svg) == nil)
    #expect(plot.svg == plot.svg)
    #expect(!plot.svg.lowercased().contains("nan\""))
    #expect(!plot.text.isEmpty)
  }

  @Test(arguments: Mark.all)
  func everyMarkDrawsInBothMedia(mark: Mark) {
    let plot = Plot([.init(mark: mark, xs: [0, 1, 2], ys: [1, 3, 2])])
    let empty = Plot([.init(mark: mark, xs: [], ys: [])])
    #expect(plot.svg.contains("class=\"series\""))
    #expect(plot.text != empty.text)
    #expect(xmlFault(in: plot.svg) == nil)
  }

  @Test func markNamesAreUnique() {
    #expect(Set(Mark.all.map(\.name)).count == Mark.all.count)
  }

  @Test func aMissingValueBreaksTheLine() {
    let whole = Plot([.init(xs: [0, 1, 2, 3], ys: [1, 2, 3, 4])]).svg
    let broken = Plot([.init(xs: [0, 1, 2, 3, 4], ys: [1, 2, .nan, 3, 4])]).svg
    #expect(paths(in: whole) == 1)
    #expect(paths(in: broken) == 2)
  }

  @Test func aPoleIsCutOffAndNotCrossed() {
    let plot = PlotSamples.poles
    let swatches = 1
    #expect(paths(in: plot.svg) == 5 + swatches)
    #expect(!plot.text.contains("10 ┤"))
  }

  @Test func aSteepLossIsNotTakenForAPole() {
    let ys = (0..<100).map { $0 == 0 ? 1e6 : 1 / Double($0) }
    let plot = Plot([.init(xs: (0..<100).map(Double.init), ys: ys)])
    #expect(plot.svg.contains("×10⁶") || plot.svg.contains(">1000000<"))
  }

  @Test func wholePlacesGetWholeTicks() {
    let plot = Plot([.init(xs: [0, 1, 2], ys: [0.5, 1, 2])])
    #expect(!plot.text.split(separator: "\n").suffix(1).contains { $0.contains(".") })
  }

  private func paths(in svg: String) -> Int { svg.split(separator: "<path").count - 1 }
}
