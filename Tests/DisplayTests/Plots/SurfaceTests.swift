import Display
import Testing

struct SurfaceTests {
  static let saddle = SurfaceDrawing(
    FieldSamples.grid(-1...1, -1...1, count: 7) { x, y in x * x - y * y },
    title: "saddle",
    width: 320,
    height: 260
  )

  static let tiles = ImageSheet(
    [
      .init(Grid(xs: [0, 1, 2], ys: [0, 1], values: [0, 1, 0, 1, 0.5, 1]), name: "a & b"),
      .init(Grid(xs: [0, 1, 2], ys: [0, 1], values: [0, 0, 0, 0, .nan, 2])),
    ],
    columns: 2,
    width: 200
  )

  static let weights = WeightHistograms(
    [
      .init("layer1.W", shape: "(2, 4)", [-0.4, 0.2, 0.1, 0.5, -0.1, 0, 0.3, 0.2]),
      .init("layer1.b", shape: "(4)", [0, 0, 0, 0]),
    ],
    width: 480
  )

  @Test(arguments: [
    ("surface", saddle as any Displayable), ("images", tiles), ("weights", weights),
  ])
  func drawingsAreAsRecorded(name: String, drawing: any Displayable) throws {
    try checkGolden(drawing.bundle[.svg] ?? "", "plot-\(name).svg")
    try checkGolden(drawing.bundle.plainText, "plot-\(name).txt")
  }

  @Test(arguments: [
    [], [1.0], [1, 1, 1, 1], [.nan, 1, 2, 3], [1e308, -1e308, 0, 0], [.infinity, 0, 1, 2],
  ])
  func whateverTheValuesTheSurfaceIsWellFormed(values: [Double]) {
    let side = values.count == 4 ? [0.0, 1] : values.isEmpty ? [] : [0]
    let drawing = SurfaceDrawing(Grid(xs: side, ys: side, values: values))
    #expect(xmlFault(in: drawing.svg) == nil)
    #expect(!drawing.text.isEmpty)
  }

  @Test func aSurfaceHidesWhatIsBehindIt() {
    let hill = FieldSamples.grid(-2...2, -2...2, count: 17) { x, y in 4 - x * x - y * y }
    let flat = FieldSamples.grid(-2...2, -2...2, count: 17) { _, _ in 0 }
    #expect(SurfaceDrawing(hill).text != SurfaceDrawing(flat).text)
    #expect(SurfaceDrawing(hill).svg.split(separator: "<path").count > 16 * 16)
  }

  @Test func noImagesAreAnEmptySheet() {
    #expect(xmlFault(in: ImageSheet([], columns: 3).svg) == nil)
    #expect(xmlFault(in: WeightHistograms([]).svg) == nil)
  }
}
