import Display
import Testing

/// Each file under `Golden` is what a person sees.
struct GoldenTests {
  @Test(arguments: [
    ("lecture", GraphSamples.lecture), ("network", GraphSamples.network),
    ("recurrence", GraphSamples.recurrence(steps: 12)),
  ])
  func graphsAreDrawnAsRecorded(name: String, graph: GraphDrawing) throws {
    try checkGolden(graph.svg, "graph-\(name).svg")
    try checkGolden(graph.text, "graph-\(name).txt")
  }

  @Test func derivationsReadAsRecorded() throws {
    let derivation = DerivationSamples.lecture
    try checkGolden(derivation.text, "derivation.txt")
    try checkGolden(derivation.html, "derivation.html")
    try checkGolden(derivation.markdown, "derivation.md")
  }

  @Test(arguments: [
    ("loss", PlotSamples.lossCurve), ("curves", PlotSamples.curves),
    ("logarithmic", PlotSamples.logarithmic), ("poles", PlotSamples.poles),
    ("bars", PlotSamples.bars), ("large", PlotSamples.large), ("empty", Plot([])),
    ("training", LossCurvesTests.noisy.plot()),
  ])
  func plotsAreDrawnAsRecorded(name: String, plot: Plot) throws {
    try checkGolden(plot.svg, "plot-\(name).svg")
    try checkGolden(plot.text, "plot-\(name).txt")
  }

  @Test(arguments: FieldSamples.all)
  func fieldsAreDrawnAsRecorded(name: String, plot: Plot) throws {
    try checkGolden(plot.svg, "plot-\(name).svg")
    try checkGolden(plot.text, "plot-\(name).txt")
  }

  @Test func tablesReadAsRecorded() throws {
    let table = TableSamples.gradient
    try checkGolden(table.text, "table.txt")
    try checkGolden(table.html, "table.html")
    try checkGolden(table.markdown, "table.md")
  }

  @Test func matricesReadAsRecorded() throws {
    let texts = MatrixSamples.all.map { "\($0.text)\n" }
    try checkGolden(texts.joined(separator: "\n"), "matrices.txt")
    try checkGolden(MatrixSamples.all.compactMap(\.html).joined(separator: "\n"), "matrices.html")
  }
}
