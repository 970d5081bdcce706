extension Mark {
  /// A staircase: each value holds until the next point.
  public static let steps = Mark(
    name: "steps",
    needsRoom: false,
    standsOnZero: false,
    swatch: .line
  ) { series, frame in
    frame.runs(of: series).map { run in
      guard run.count > 1 else { return .dot(run[0]) }
      let corners = zip(run, run.dropFirst()).flatMap { from, to in
        [from, Point(x: to.x, y: from.y)]
      }
      return .stroke(corners + run.suffix(1))
    }
  }
}
