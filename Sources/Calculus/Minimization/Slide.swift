/// Tells a function that falls without bounds from one that has a minimum.
struct Slide {
  private let start: Iterate

  /// A fall this much larger than the first value counts as one without bounds.
  private static let deepest = 1e20
  /// So does a slope this much steeper than the first, where steps along it still gain something.
  private static let steepest = 1e10

  init(from start: Iterate) { self.start = start }

  /// Whether a step leads down a slope that has no end.
  ///
  /// At the edge of a domain, as of a square root, slopes grow too, but what is left to gain along them shrinks.
  func isBottomless(from current: Iterate, to next: Iterate) -> Bool {
    let scale = max(1, abs(start.value))
    if start.value - next.value > Self.deepest * scale { return true }
    guard next.value < start.value else { return false }
    let limit = Self.steepest * max(1, Vectors.largest(start.gradient))
    return current.gradient.indices.contains { place in
      let slope = abs(current.gradient[place])
      return slope > limit && slope * abs(next.x[place] - current.x[place]) > 1e-3 * scale
    }
  }
}
