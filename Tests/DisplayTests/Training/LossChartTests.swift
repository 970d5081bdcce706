import Display
import Testing

@Suite struct LossChartTests {
  @Test func longNoisyRunsAreSmoothedOverMoreThanAnEpoch() {
    let losses = (0..<2000).map { $0 / 2 % 2 == 0 ? 1.0 : 3.0 }
    let smooth = chart(losses, batchCount: 2).plot().series[1].ys
    #expect(smooth.dropFirst(20).allSatisfy { abs($0 - 2) < 0.3 })
  }

  @Test func beginningIsShownAsItIs() {
    let losses = (0..<300).map { 3 / Double($0 + 1) }
    let smooth = chart(losses, batchCount: 10).plot().series[1].ys
    #expect(smooth[0] == 3 && smooth[299] < 0.02)
  }

  @Test func endOfAnExplosionDoesNotStandForItsBeginning() {
    let losses = (0..<40).map { i in (0..<i).reduce(1.0) { value, _ in value * 100 } }
    let smooth = chart(losses, batchCount: 20).plot().series[1].ys
    #expect(smooth[0] < 10 && smooth[20] < 1e41)
  }

  @Test func textLeavesOutWhatStandsBack() {
    let losses = (0..<400).map { $0.isMultiple(of: 2) ? 1.0 : 3.0 }
    let lines = chart(losses, batchCount: 20).plot().text.split(separator: "\n")
    // The smoothed line is flat, where the losses themselves fill the box.
    #expect(lines.count { $0.contains("⣿") } == 0)
  }

  private func chart(_ losses: [Double], batchCount: Int) -> LossChart {
    LossChart(batchLosses: losses, batchCount: batchCount, losses: [])
  }
}
