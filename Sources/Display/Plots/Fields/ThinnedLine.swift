extension [Point] {
  /// The line without points that lie within `tolerance` of the line without them.
  ///
  /// - Source: Ramer (1972), Douglas and Peucker (1973), without recursion.
  func thinned(by tolerance: Double) -> [Point] {
    guard count > 2 else { return self }
    var isKept = Array<Bool>(repeating: false, count: count)
    // A closed line has no chord: its middle is a second end.
    let isClosed = first == last
    let ends = isClosed ? [0, count / 2, count - 1] : [0, count - 1]
    for end in ends { isKept[end] = true }
    var open = Array<(Int, Int)>(zip(ends, ends.dropFirst()))
    while let (start, end) = open.popLast() {
      guard end - start > 1 else { continue }
      var farthest = (index: start, distance: tolerance)
      for index in start + 1..<end {
        let distance = self[index].distance(fromChord: self[start], self[end])
        if distance > farthest.distance { farthest = (index, distance) }
      }
      guard farthest.index > start else { continue }
      isKept[farthest.index] = true
      open += [(start, farthest.index), (farthest.index, end)]
    }
    return zip(self, isKept).compactMap { $1 ? $0 : nil }
  }
}

extension Point {
  /// The distance from the segment between two points.
  fileprivate func distance(fromChord start: Point, _ end: Point) -> Double {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = dx * dx + dy * dy
    let along =
      length > 0
      ? Swift.min(Swift.max(((x - start.x) * dx + (y - start.y) * dy) / length, 0), 1) : 0
    let (offX, offY) = (x - start.x - along * dx, y - start.y - along * dy)
    return (offX * offX + offY * offY).squareRoot()
  }
}
