import Display
import Testing

struct CellsTests {
  @Test func aLargeMatrixIsASmallPicture() {
    let places = (0..<1000).map(Double.init)
    let values = (0..<1_000_000).map { Double($0 % 997) }
    let (grid, block) = Grid(xs: places, ys: places, values: values).pooled(to: 512)
    let svg = Plot([], fields: [.init(.cells, grid)], runsDown: true).svg
    #expect(block == 2)
    #expect(svg.utf8.count < 500_000)
    #expect(xmlFault(in: svg) == nil)
  }

  @Test func aBlockIsTheMeanOfItsFiniteValues() {
    let grid = Grid(xs: [0, 1, 2], ys: [0, 1], values: [1, 3, 5, .nan, 2, .infinity])
    #expect(grid.pooled(to: 2).grid.values == [2, 5])
    #expect(grid.pooled(to: 3).block == 1)
  }

  @Test(arguments: [[1.0, 1, 1, 1], [.nan, .nan, .nan, .nan], [.infinity, -.infinity, 0, 1]])
  func whateverTheValuesTheDrawingIsWellFormed(values: [Double]) {
    let grid = Grid(xs: [0, 1], ys: [0, 1], values: values)
    for mark in FieldMark.all {
      let plot = Plot([], fields: [.init(mark, grid, shading: Shading(fitting: values))])
      #expect(xmlFault(in: plot.svg) == nil)
      #expect(!plot.text.isEmpty)
    }
  }

  @Test func theFirstRowIsAtTheTopWhereTheAxisRunsDown() {
    let grid = Grid(xs: [0, 1], ys: [0, 1], values: [7, 7, 1, 1])
    let lines = Plot([], fields: [.init(.cells, grid)], runsDown: true).text.split(separator: "\n")
    #expect(lines[0].contains("█"))
  }
}
