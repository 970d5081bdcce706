import Display
import Testing

struct LossCurvesTests {
  static let noisy = LossCurves(
    [
      .init("training", (0..<80).map { 2 / Double($0 + 1) + ($0.isMultiple(of: 2) ? 0.3 : 0.1) }),
      .init("validation", (0..<80).map { 2.2 / Double($0 + 1) + 0.3 }, isValidation: true),
    ],
    best: 80
  )

  @Test func aNoisyCurveIsSmoothedOverItself() {
    let series = Self.noisy.series
    #expect(series.map(\.name) == ["", "training", "validation", "best: 80"])
    #expect(series.map(\.isFaint) == [true, false, false, false])
    #expect(series[2].isDashed)
    #expect(Set(series.map(\.color)) == [0])
  }

  @Test func smoothingLeavesAConstantAlone() {
    let ys = (0..<100).map { $0.isMultiple(of: 2) ? 1.0 : 3.0 }
    let smooth = LossCurves([.init("", ys)]).series[1].ys
    #expect(smooth.dropFirst(10).dropLast(10).allSatisfy { abs($0 - 2) < 0.5 })
  }

  @Test(arguments: [
    ([1.0, 0.1, 0.01], Plot.Scale.logarithmic), ([1, 0.5], .linear), ([1, 0], .linear),
    ([], .linear), ([.nan, .infinity], .linear), ([1, .nan, 0.001], .logarithmic),
  ])
  func theAxisIsLogarithmicWhereLossesSpanTwoDecades(losses: [Double], scale: Plot.Scale) {
    #expect(LossCurves([.init("loss", losses)]).yScale == scale)
  }

  @Test func aStepOutsideTheCurveIsNotMarked() {
    #expect(LossCurves([.init("loss", [1, 2])], best: 7).series.count == 1)
    #expect(LossCurves([], best: 1).series.isEmpty)
  }
}
