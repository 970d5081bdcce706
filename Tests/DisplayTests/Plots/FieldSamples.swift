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

  /// A matrix with a missing value and names that have to be escaped.
  static let heat = Plot(
    [],
    fields: [
      .init(
        .cells,
        Grid(xs: [0, 1, 2], ys: [0, 1], values: [1, -2, 3, 4, .nan, -6.25]),
        shading: Shading(fitting: [1, -2, 3, 4, -6.25])
      )
    ],
    title: "Heat & <cells>",
    xNames: ["a", "b", "a name that is far too long to stand there"],
    yNames: ["one", "ζwei"],
    runsDown: true,
    width: 320,
    height: 240
  )

  static let confusion = Plot.confusion(
    counts: [[48, 2, 0], [1, 45, 4], [0, 5, 45]],
    names: ["setosa", "versicolor", "virginica"]
  )

  private static let slope = grid(-1...1, -1...1, count: 7) { x, _ in 2 * x }

  static let arrows = Plot(
    [],
    fields: [
      .init(.boundaries, grid(-1...1, -1...1) { x, y in x * x - y * y }, levels: [-0.5, 0, 0.5]),
      .init(.arrows, slope, upward: grid(-1...1, -1...1, count: 7) { _, y in -2 * y }),
    ],
    isEqual: true,
    width: 300,
    height: 320
  )

  static let regions: Plot = {
    let sureness = grid(-2...2, -1...1, count: 9) { x, y in
      x + y > 0 ? 1 + min(x + y, 0.99) : min(-x - y, 0.99)
    }
    return Plot(
      [
        .init(name: "no", mark: .points, xs: [-1, -0.5], ys: [0, -0.5], color: 0, isRimmed: true),
        .init(name: "yes", mark: .points, xs: [1, 0.5], ys: [0, 0.5], color: 1, isRimmed: true),
      ],
      fields: [.init(.regions, sureness)],
      xLimits: -2...2,
      yLimits: -1...1,
      width: 320,
      height: 240
    )
  }()

  static let histogram: Plot = {
    let numbers = (0..<200).map { (index: Int) -> Double in
      let first = Double(index * 7919 % 101)
      return first * Double(index * 104_729 % 97) / 1000
    }
    let counts = Histogram(of: numbers + [.nan], .automatic)
    return Plot([counts.series(name: "products")], note: "\(counts.leftOut) of 201 not drawn")
  }()

  static let all: [(String, Plot)] = [
    ("contours", valley), ("heat", heat), ("confusion", confusion), ("arrows", arrows),
    ("regions", regions), ("histogram", histogram),
  ]
}
