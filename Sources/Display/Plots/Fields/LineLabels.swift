#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Finds room for the values written into contour lines.
struct LineLabels {
  private let frame: PlotFrame
  private var taken: [Rectangle] = []

  init(on frame: PlotFrame) {
    self.frame = frame
  }

  /// A place in the middle of a text, and its angle in degrees.
  struct Label {
    let place: Point
    let angle: Double
  }

  /// The line with a gap for its text, and where the text stands; the whole line where it has no
  /// room.
  mutating func labelled(_ line: [Point], _ text: String) -> ([[Point]], Label?) {
    let size = frame.lettering.size(of: text)
    let gap = size.width + 2 * frame.lettering.gap
    let arc = ArcLength(of: line)
    guard arc.total > 1.8 * gap else { return ([line], nil) }
    let candidates = Self.parts.map { arc.total * $0 }
      .filter { $0 > gap / 2 && $0 < arc.total - gap / 2 }
    var best: (distance: Double, label: Label, area: Rectangle, bend: Double)?
    for distance in candidates {
      let (from, to) = (arc.point(at: distance - gap / 2), arc.point(at: distance + gap / 2))
      let chord = hypot(to.x - from.x, to.y - from.y)
      let middle = arc.point(at: distance)
      let angle = frame.lettering.turns ? Self.upright(atan2(to.y - from.y, to.x - from.x)) : 0
      let area = Self.area(around: middle, size, angle: angle)
      let isFree = !taken.contains { $0.intersects(area) }
      let bend = frame.lettering.turns ? gap / max(chord, 1e-9) : abs(to.y - from.y) / gap
      guard isFree, isInside(area), bend < (best?.bend ?? Self.mostBend) - 0.002 else { continue }
      best = (distance, Label(place: middle, angle: angle * 180 / .pi), area, bend)
    }
    guard let best else { return ([line], nil) }
    taken.append(best.area.expanded(by: frame.lettering.gap))
    let parts = [
      arc.part(from: 0, to: best.distance - gap / 2),
      arc.part(from: best.distance + gap / 2, to: arc.total),
    ]
    return (parts.filter { $0.count > 1 }, best.label)
  }

  /// Where along a line its label is tried, the middle first.
  private static let parts = [
    0.5, 0.42, 0.58, 0.33, 0.67, 0.25, 0.75, 0.17, 0.83, 0.1, 0.9, 0.05, 0.95,
  ]

  /// How much longer than its chord a stretch may be, to be straight enough for a text.
  private static let mostBend = 1.12

  private func isInside(_ area: Rectangle) -> Bool {
    let box = frame.box
    return area.minX >= box.minX && area.maxX <= box.maxX && area.minY >= box.minY
      && area.maxY <= box.maxY
  }

  /// An angle in radians at which text is not upside down.
  private static func upright(_ angle: Double) -> Double {
    angle > .pi / 2 ? angle - .pi : angle <= -.pi / 2 ? angle + .pi : angle
  }

  private static func area(
    around center: Point,
    _ size: (width: Double, height: Double),
    angle: Double
  ) -> Rectangle {
    let width = abs(cos(angle)) * size.width + abs(sin(angle)) * size.height
    let height = abs(sin(angle)) * size.width + abs(cos(angle)) * size.height
    return Rectangle(
      minX: center.x - width / 2,
      minY: center.y - height / 2,
      width: width,
      height: height
    )
  }
}

/// A line by the distance along it.
private struct ArcLength {
  private let line: [Point]
  private let distances: [Double]

  init(of line: [Point]) {
    self.line = line
    var total = 0.0
    var distances = [0.0]
    for (from, to) in zip(line, line.dropFirst()) {
      total += hypot(to.x - from.x, to.y - from.y)
      distances.append(total)
    }
    self.distances = distances
  }

  var total: Double { distances.last ?? 0 }

  func point(at distance: Double) -> Point {
    guard let after = distances.firstIndex(where: { $0 >= distance }), after > 0 else {
      return (distance <= 0 ? line.first : line.last) ?? Point(x: 0, y: 0)
    }
    let length = distances[after] - distances[after - 1]
    let part = length > 0 ? (distance - distances[after - 1]) / length : 0
    let (from, to) = (line[after - 1], line[after])
    return Point(x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y))
  }

  func part(from start: Double, to end: Double) -> [Point] {
    let between = zip(line, distances).filter { $1 > start && $1 < end }.map(\.0)
    return [point(at: start)] + between + [point(at: end)]
  }
}
