/// The course of a training or of a descent: losses over steps, validation dashed, the best marked.
public struct LossCurves: Sendable {
  /// One quantity over the steps of a run.
  public struct Curve: Sendable {
    public let name: String
    public let values: [Double]
    /// Dashed and in the colour of the curve before it, as validation is beside training.
    public let isValidation: Bool

    public init(_ name: String, _ values: [Double], isValidation: Bool = false) {
      self.name = name
      self.values = values
      self.isValidation = isValidation
    }
  }

  public let curves: [Curve]
  /// The number of the first step.
  public let firstStep: Int
  /// The step to mark, counted from `firstStep`, on the last curve.
  public let best: Int?

  public init(_ curves: [Curve], firstStep: Int = 1, best: Int? = nil) {
    self.curves = curves
    self.firstStep = firstStep
    self.best = best
  }

  /// Noisy curves smoothed over the pale original, then the marked step.
  public var series: [Plot.Series] {
    var color = -1
    var result: [Plot.Series] = []
    for curve in curves {
      if !curve.isValidation || color < 0 { color += 1 }
      result += series(of: curve, color: color)
    }
    return result + mark(color: max(0, color))
  }

  /// A logarithmic axis where all values are positive and span two powers of ten.
  public var yScale: Plot.Scale { .fitting(curves.flatMap(\.values)) }

  public func plot(
    title: String = "",
    xLabel: String = "epoch",
    yLabel: String = "loss",
    width: Int = 560,
    height: Int = 300
  ) -> Plot {
    Plot(
      series,
      title: title,
      xLabel: xLabel,
      yLabel: yLabel,
      yScale: yScale,
      width: width,
      height: height
    )
  }

  private func steps(_ values: [Double]) -> [Double] {
    values.indices.map { Double($0 + firstStep) }
  }

  private func series(of curve: Curve, color: Int) -> [Plot.Series] {
    let xs = steps(curve.values)
    func series(_ values: [Double], named name: String, isFaint: Bool) -> Plot.Series {
      Plot.Series(
        name: name,
        xs: xs,
        ys: values,
        isDashed: curve.isValidation,
        color: color,
        isFaint: isFaint
      )
    }
    guard Smoothing.helps(curve.values) else {
      return [series(curve.values, named: curve.name, isFaint: false)]
    }
    return [
      series(curve.values, named: "", isFaint: true),
      series(Smoothing.mean(curve.values), named: curve.name, isFaint: false),
    ]
  }

  private func mark(color: Int) -> [Plot.Series] {
    guard let best, let curve = curves.last, curve.values.indices.contains(best - firstStep) else {
      return []
    }
    return [
      Plot.Series(
        name: "best: \(best)",
        mark: .spots,
        xs: [Double(best)],
        ys: [curve.values[best - firstStep]],
        color: color
      )
    ]
  }
}

extension Plot.Scale {
  /// Logarithmic where all numbers are positive and the greatest is a hundred times the least.
  public static func fitting(_ numbers: [Double]) -> Plot.Scale {
    let finite = numbers.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return .linear }
    return least > 0 && greatest / least >= 100 ? .logarithmic : .linear
  }
}
