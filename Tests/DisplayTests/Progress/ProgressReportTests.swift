import Display
import Testing

@Suite struct ProgressReportTests {
  @Test(arguments: [
    (0.0, "▕                    ▏"), (0.5, "▕██████████          ▏"), (1, "▕████████████████████▏"),
    (0.256, "▕█████               ▏"), (0.2875, "▕█████▊              ▏"),
    (.nan, "▕                    ▏"),
    (7, "▕████████████████████▏"),
  ])
  func barShowsTheFraction(fraction: Double, bar: String) {
    #expect(ProgressReport("epoch", fraction: fraction).line == "epoch  \(bar)")
  }

  @Test(arguments: [
    (1240.4, 7.0, "1240/s  0:07 left"), (0.25, 3723, "0.25/s  1:02:03 left"),
    (1e300, .infinity, "1e+300/s  long left"),
  ])
  func paceReadsAsAClockDoes(rate: Double, left: Double, text: String) {
    let pace = ProgressReport.Pace(rate: rate, secondsLeft: left)
    #expect(ProgressReport("1 of 2", fraction: 0, pace: pace).line.hasSuffix(text))
  }

  @Test(arguments: [
    (100, "epoch 1 of 2  ▕██████████          ▏  loss 0.1  mae 0.2  r2 0.3  10/s  0:01 left"),
    (70, "epoch 1 of 2  ▕█████     ▏  loss 0.1  mae 0.2  r2 0.3  10/s  0:01 left"),
    (62, "epoch 1 of 2  ▕█████     ▏  loss 0.1  mae 0.2  10/s  0:01 left"),
    (45, "epoch 1 of 2  loss 0.1  10/s  0:01 left"), (20, "epoch 1 of 2"), (5, "epoch"),
  ])
  func narrowLineKeepsWhatMatters(columns: Int, line: String) {
    let report = ProgressReport(
      "epoch 1 of 2",
      fraction: 0.5,
      figures: ["loss 0.1", "mae 0.2", "r2 0.3"],
      pace: ProgressReport.Pace(rate: 10, secondsLeft: 1)
    )
    #expect(report.line(columns: columns) == line)
  }

  @Test func pageEscapesWhatItShows() throws {
    let report = ProgressReport("a < b", fraction: 0.5, figures: ["f<x> 1"], remark: "\"stopped\"")
    let html = try #require(report.bundle[.html])
    #expect(html.contains("a &lt; b"))
    #expect(html.contains("f&lt;x&gt; 1"))
    #expect(!html.contains("<x>"))
  }

  @Test func detailStandsBelowTheBar() throws {
    let plot = Plot([Plot.Series(xs: [0, 1], ys: [1, 0])])
    let report = ProgressReport("epoch 1", fraction: 1, detail: plot)
    #expect(report.bundle.plainText.hasSuffix(plot.text))
    #expect(try #require(report.bundle[.html]).contains("<svg"))
    #expect(report.withoutDetail.bundle.plainText == report.line)
  }
}
