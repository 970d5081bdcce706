extension Mark {
  /// A bar from zero to each value, as wide as the points stand apart.
  public static let bars = Mark(
    name: "bars",
    needsRoom: true,
    standsOnZero: true,
    swatch: .box
  ) { series, frame in
    let places = series.points.compactMap(frame.place)
    let sorted = places.map(\.x).sorted()
    let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }.filter { $0 > 0 }
    let width = max(1, 0.8 * (gaps.min() ?? frame.box.width / 4))
    let ground = frame.y.place(0) ?? frame.box.maxY
    return places.map { place in
      .area(
        Rectangle(
          minX: place.x - width / 2,
          minY: min(place.y, ground),
          width: width,
          height: abs(place.y - ground)
        )
      )
    }
  }
}
