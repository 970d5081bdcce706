import Display
import Testing

struct ContourTests {
  private func drawn(_ grid: Grid, _ levels: [Double]) -> Plot {
    Plot([], fields: [.init(.contours, grid, levels: levels)])
  }

  private func lines(_ plot: Plot) -> Int { plot.svg.split(separator: "<path").count - 1 }

  @Test func aBowlHasOneLineALevelCutForItsValue() {
    let plot = drawn(FieldSamples.bowl, [1, 2])
    #expect(lines(plot) == 2 * 2)
    #expect(plot.svg.contains(">1</text>"))
    #expect(plot.text.contains("2"))
  }

  @Test(arguments: [
    Grid(xs: [], ys: [], values: []),
    Grid(xs: [0], ys: [0], values: [1]),
    Grid(xs: [0, 1], ys: [0, 1], values: [1, 1, 1, 1]),
    Grid(xs: [0, 1], ys: [0, 1], values: [.nan, 1, .infinity, 0]),
    Grid(xs: [0, 1], ys: [0, 1], values: [-1e308, 1e308, 1e308, -1e308]),
    Grid(xs: [0, 1, 2], ys: [0, 1], values: [0, 1, 0]),
  ])
  func whateverTheGridTheDrawingIsWellFormed(grid: Grid) {
    let plot = drawn(grid, [0, 0.5, 1, .infinity])
    #expect(xmlFault(in: plot.svg) == nil)
    #expect(!plot.svg.lowercased().contains("nan\""))
    #expect(!plot.text.isEmpty)
  }

  @Test func linesAreClippedWhereTheFieldIsNotFinite() {
    let half = FieldSamples.grid(-2...2, -1...1) { x, y in x < 0 ? .nan : x * x + y * y }
    #expect(lines(drawn(half, [0.5])) >= 1)
  }

  @Test(arguments: [
    ([0.0, 1, 2, 3, 4], [1.0, 2, 3]),
    ([5, 5, 5], []),
    ([.nan, .infinity], []),
    ([0, 0, 0, 1, 2, 2500], [1, 10, 100, 1000]),
  ])
  func levelsFollowTheValues(values: [Double], expected: [Double]) {
    #expect(ContourLevels.chosen(for: values, count: 4) == expected)
  }

  @Test func aSteepFieldWithBothSignsHasLevelsOfBothSigns() {
    let values = [-1.0, -0.5, -0.2, 0.1, 0.2, 0.5, 1, 2, 1000]
    let levels = ContourLevels.chosen(for: values, count: 8)
    #expect(levels.contains { $0 < 0 } && levels.contains(0) && levels.contains(100))
  }

  @Test(arguments: FieldMark.all)
  func everyFieldMarkDrawsInBothMedia(mark: FieldMark) {
    let field = Plot.Field(mark, FieldSamples.bowl, levels: [1, 2])
    let empty = Plot([], xLimits: -2...2, yLimits: -1...1)
    let plot = Plot([], fields: [field], xLimits: -2...2, yLimits: -1...1)
    #expect(plot.text != empty.text)
    #expect(plot.svg.contains("class=\"field\""))
    #expect(xmlFault(in: plot.svg) == nil)
  }

  @Test func fieldMarkNamesAreUnique() {
    #expect(Set(FieldMark.all.map(\.name)).count == FieldMark.all.count)
  }
}
