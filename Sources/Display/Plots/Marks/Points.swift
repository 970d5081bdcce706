extension Mark {
  /// A dot for each point.
  public static let points = Mark(
    name: "points",
    needsRoom: true,
    standsOnZero: false,
    swatch: .dot
  ) { series, frame in
    series.points.compactMap(frame.place).map(Ink.dot)
  }
}
