extension Mark {
  /// A bar from zero to each value, as wide as the points stand apart; several side by side.
  public static let bars = Mark(
    name: "bars",
    needsRoom: true,
    standsOnZero: true,
    swatch: .box
  ) { series, frame in
    let ground = frame.y.place(0) ?? frame.box.maxY
    let room = 0.8 * (frame.x.length(ofGapIn: series) ?? frame.box.width / 4)
    let width = max(1, room / Double(series.slot.count))
    let shift = (Double(series.slot.position) - Double(series.slot.count - 1) / 2) * width
    return series.points.compactMap(frame.place).map { place in
      .area(
        Rectangle(
          minX: place.x + shift - width / 2,
          minY: min(place.y, ground),
          width: width,
          height: abs(place.y - ground)
        )
      )
    }
  }
}

extension Axis {
  /// The distance of the closest two points of a series on the page, on a linear axis.
  fileprivate func length(ofGapIn series: Plot.Series) -> Double? {
    guard scale == .linear, let gap = series.leastGap else { return nil }
    return abs(end - start) * (gap / (range.upperBound - range.lowerBound))
  }
}
