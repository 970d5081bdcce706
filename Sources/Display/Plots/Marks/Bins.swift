extension Mark {
  /// A box between each point and the next, as high as the first of them: a histogram.
  public static let bins = Mark(
    name: "bins",
    needsRoom: false,
    standsOnZero: true,
    swatch: .box
  ) { series, frame in
    let ground = frame.y.place(0) ?? frame.y.start
    let points = series.points
    return zip(points, points.dropFirst()).compactMap { from, to in
      guard let place = frame.place(from), let end = frame.x.place(to.x), from.y != 0 else {
        return nil
      }
      let (left, right) = (min(place.x, end), max(place.x, end))
      // A gap of a pixel shows where one box ends, if they are wide enough to spare it.
      let gap = right - left > 4 ? 1.0 : 0
      return .area(
        Rectangle(
          minX: left + gap / 2,
          minY: min(place.y, ground),
          width: right - left - gap,
          height: abs(place.y - ground)
        )
      )
    }
  }
}
