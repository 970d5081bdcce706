#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension FieldMark {
  /// An arrow at each crossing, its length and colour growing with the vector there.
  ///
  /// Lengths go with the square root, so that weak places still show a direction.
  public static let arrows = FieldMark(name: "vector field") { field, frame in
    let upward = field.upward ?? field.grid
    let (columns, rows) = (field.grid.xs.count, field.grid.ys.count)
    guard upward.values.count == field.grid.values.count, columns > 0, rows > 0 else { return [] }
    let sizes = zip(field.grid.values, upward.values).map { hypot($0, $1) }
    let greatest = sizes.filter(\.isFinite).max() ?? 0
    let cell = min(
      frame.box.width / Double(columns),
      frame.box.height / Double(rows) * (frame.lettering.turns ? 1 : 2)
    )
    return sizes.indices.flatMap { index -> [Ink] in
      let x = field.grid.xs[index % columns]
      let y = field.grid.ys[index / columns]
      guard sizes[index].isFinite, let place = frame.place(Point(x: x, y: y)) else { return [] }
      guard sizes[index] > 0, greatest > 0 else { return [.dot(place)] }
      let part = sizes[index] / greatest
      let slope = frame.slope(field.grid.values[index], upward.values[index])
      let arrow = Arrow(at: place, slope, length: 0.95 * cell * part.squareRoot())
      return arrow.ink(frame.lettering, ColorScale.lines.color(at: part))
    }
  }
}

extension PlotFrame {
  /// The direction on the page of a vector in the plane, on linear axes.
  fileprivate func slope(_ right: Double, _ up: Double) -> Point {
    let across = (x.end - x.start) / (x.range.upperBound - x.range.lowerBound)
    let down = (y.end - y.start) / (y.range.upperBound - y.range.lowerBound)
    return Point(x: right * across, y: up * down)
  }
}

/// One arrow, its middle at a place.
private struct Arrow {
  private let tail: Point
  private let tip: Point
  /// The direction, of length 1.
  private let heading: Point
  private let length: Double

  init(at place: Point, _ slope: Point, length: Double) {
    let size = hypot(slope.x, slope.y)
    heading = size > 0 ? Point(x: slope.x / size, y: slope.y / size) : Point(x: 1, y: 0)
    tail = Point(x: place.x - heading.x * length / 2, y: place.y - heading.y * length / 2)
    tip = Point(x: place.x + heading.x * length / 2, y: place.y + heading.y * length / 2)
    self.length = length
  }

  func ink(_ lettering: Lettering, _ color: Color) -> [Ink] {
    guard lettering.turns else {
      let center = Point(x: (tail.x + tip.x) / 2, y: (tail.y + tip.y) / 2)
      return [.text(String(sign), at: center, color: color)]
    }
    let barb = min(5, length * 0.4)
    func end(_ side: Double) -> Point {
      Point(
        x: tip.x - barb * (heading.x - side * 0.55 * heading.y),
        y: tip.y - barb * (heading.y + side * 0.55 * heading.x)
      )
    }
    return [.stroke([tail, tip], color: color), .stroke([end(1), tip, end(-1)], color: color)]
  }

  /// The arrow of Unicode nearest in direction; the page's y runs down.
  private var sign: Character {
    let signs: [Character] = ["→", "↗", "↑", "↖", "←", "↙", "↓", "↘"]
    let turn = (atan2(-heading.y, heading.x) / (.pi / 4)).rounded()
    return signs[(Int(turn) + 8) % 8]
  }
}
