import Display

/// Fields that the tests draw.
enum FieldSamples {
  static func grid(
    _ x: ClosedRange<Double>,
    _ y: ClosedRange<Double>,
    count: Int = 25,
    _ function: (Double, Double) -> Double
  ) -> Grid {
    let xs = Plot.Scale.linear.evenly(x, count: count) ?? []
    let ys = Plot.Scale.linear.evenly(y, count: count) ?? []
    return Grid(xs: xs, ys: ys, values: ys.flatMap { y in xs.map { function($0, y) } })
  }

  static let bowl = grid(-2...2, -1...1) { x, y in x * x + 3 * y * y }

  /// A narrow valley with two ways down to its minimum.
  static let valley: Plot = {
    let grid = FieldSamples.grid(-2...2, -1...3) { x, y in
      let climb = y - x * x
      return (1 - x) * (1 - x) + 100 * climb * climb
    }
    return Plot(
      [
        .init(name: "adam", mark: .path, xs: [-1.2, -1, 0, 0.5, 1], ys: [1, 1.1, 0, 0.2, 1]),
        .init(name: "sgd", mark: .path, xs: [1.6, 1.4, 1.2], ys: [0, 1, 1.4]),
      ],
      fields: [.init(.contours, grid, levels: ContourLevels.chosen(for: grid.values, count: 5))],
      title: "Two ways down",
      xLimits: -2...2,
      yLimits: -1...3,
      width: 420,
      height: 320
    )
  }()
}
