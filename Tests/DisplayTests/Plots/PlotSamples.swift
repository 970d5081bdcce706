import Display

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Plots that the tests draw.
enum PlotSamples {
  static func sampled(
    _ name: String,
    from: Double,
    to: Double,
    count: Int = 200,
    isDashed: Bool = false,
    _ function: (Double) -> Double
  ) -> Plot.Series {
    let xs = (0..<count).map { from + (to - from) * Double($0) / Double(count - 1) }
    return Plot.Series(
      name: name,
      xs: xs,
      ys: xs.map(function),
      isDashed: isDashed,
      samplesFunction: true
    )
  }

  /// A series whose points stand at whole numbers.
  private static func numbered(
    _ name: String,
    _ steps: ClosedRange<Int>,
    _ value: (Double) -> Double
  ) -> Plot.Series {
    let xs = steps.map(Double.init)
    return Plot.Series(name: name, xs: xs, ys: xs.map(value))
  }

  static let lossCurve = Plot(
    [numbered("", 0...59) { step in 2.4 * exp(-step / 9) + 0.08 + 0.02 * sin(step * 1.7) }],
    title: "Training by hand",
    xLabel: "step",
    yLabel: "loss"
  )

  static let curves = Plot(
    [
      sampled("sin x", from: -6.3, to: 6.3, count: 80, sin),
      sampled("cos x", from: -6.3, to: 6.3, count: 80, cos),
      sampled("tangent at 0", from: -6.3, to: 6.3, count: 2, isDashed: true) { $0 / 4 },
      Plot.Series(
        name: "measured",
        mark: .points,
        xs: [-5, -2, 0.5, 3],
        ys: [0.9, -0.8, 0.4, 0.2]
      ),
    ],
    title: "Curves and points",
    xLabel: "x"
  )

  static let logarithmic = Plot(
    [
      numbered("momentum", 1...50) { 40 * pow(0.7, $0) },
      numbered("gradient descent", 1...50) { 3 * pow(0.93, $0) },
    ],
    xLabel: "step",
    yLabel: "‖∇L‖",
    yScale: .logarithmic
  )

  static let poles = Plot([sampled("tan x", from: -5, to: 5, count: 300, tan)])

  static let bars = Plot(
    [Plot.Series(mark: .bars, xs: [0, 1, 2, 3, 4], ys: [3, -1, 4, 1.5, 5.9])],
    title: "Bars"
  )

  static let large = Plot(
    [Plot.Series(mark: .steps, xs: [0, 1, 2, 3, 4], ys: [3e9, 1e9, 4.2e9, 1.5e9, 5.9e9])],
    xLabel: "layer",
    yLabel: "operations"
  )
}
