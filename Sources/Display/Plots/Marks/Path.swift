extension Mark {
  /// A line from point to point with a ring at its start, a star at its end, and dots between.
  public static let path = Mark(
    name: "path",
    needsRoom: true,
    standsOnZero: false,
    swatch: .line
  ) { series, frame in
    let runs = frame.runs(of: series)
    let places = runs.flatMap { $0 }
    guard let first = places.first, let last = places.last else { return [] }
    let steps = places.count <= mostDots ? places.dropFirst().dropLast() : []
    return runs.filter { $0.count > 1 }.map { .stroke($0) } + steps.map(Ink.dot)
      + [.symbol(.start, first), .symbol(.end, last)]
  }
}

/// A longer path would be a string of pearls.
private let mostDots = 60
