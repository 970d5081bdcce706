extension Rectangle {
  /// The parts of a line that lie inside, each of at least two points.
  func clipped(_ line: [Point]) -> [[Point]] {
    var parts: [[Point]] = []
    for (from, to) in zip(line, line.dropFirst()) {
      guard let segment = clipped(from, to) else { continue }
      if let last = parts.last?.last, last == segment.0 {
        parts[parts.count - 1].append(segment.1)
      } else {
        parts.append([segment.0, segment.1])
      }
    }
    return parts
  }

  func contains(_ point: Point) -> Bool {
    (minX...maxX).contains(point.x) && (minY...maxY).contains(point.y)
  }

  /// The part of a rectangle that lies inside.
  func clipped(_ other: Rectangle) -> Rectangle? {
    let left = max(minX, other.minX)
    let top = max(minY, other.minY)
    let right = min(maxX, other.maxX)
    let bottom = min(maxY, other.maxY)
    guard right >= left, bottom >= top else { return nil }
    return Rectangle(minX: left, minY: top, width: right - left, height: bottom - top)
  }

  /// Liang and Barsky's parametric clipping (1984) of one segment.
  private func clipped(_ from: Point, _ to: Point) -> (Point, Point)? {
    let dx = to.x - from.x
    let dy = to.y - from.y
    var enter = 0.0
    var leave = 1.0
    let sides = [
      (-dx, from.x - minX), (dx, maxX - from.x), (-dy, from.y - minY), (dy, maxY - from.y),
    ]
    for (direction, distance) in sides {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    guard enter <= leave else { return nil }
    let start = enter == 0 ? from : Point(x: from.x + enter * dx, y: from.y + enter * dy)
    let end = leave == 1 ? to : Point(x: from.x + leave * dx, y: from.y + leave * dy)
    return (start, end)
  }
}
