extension Mark {
  /// A wide ring around each point: what stands out on a curve.
  public static let spots = Mark(
    name: "spots",
    needsRoom: true,
    standsOnZero: false,
    swatch: .spot
  ) { series, frame in
    series.points.compactMap(frame.place).map { .symbol(.spot, $0) }
  }
}
