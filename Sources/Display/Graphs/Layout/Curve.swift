/// A cubic Bézier curve.
struct Curve {
  let start: Point
  let firstControl: Point
  let secondControl: Point
  let end: Point

  func point(at t: Double) -> Point { split(at: t).0.end }

  /// The two halves of the curve, by de Casteljau's construction.
  func split(at t: Double) -> (Curve, Curve) {
    func between(_ a: Point, _ b: Point) -> Point {
      Point(x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t)
    }
    let a = between(start, firstControl)
    let b = between(firstControl, secondControl)
    let c = between(secondControl, end)
    let ab = between(a, b)
    let bc = between(b, c)
    let middle = between(ab, bc)
    return (
      Curve(start: start, firstControl: a, secondControl: ab, end: middle),
      Curve(start: middle, firstControl: bc, secondControl: c, end: end)
    )
  }

  /// The parts of the curve before and after a rectangle that it runs through.
  func outside(_ rectangle: Rectangle) -> [Curve] {
    let inside = (0...64).map { Double($0) / 64 }.filter { rectangle.contains(point(at: $0)) }
    guard let first = inside.first, let last = inside.last else { return [self] }
    return [split(at: first).0, split(at: last).1]
  }

  var pathData: String {
    let controls = [firstControl, secondControl, end].map {
      "\(coordinate($0.x)) \(coordinate($0.y))"
    }
    return "M\(coordinate(start.x)) \(coordinate(start.y))C\(controls.joined(separator: " "))"
  }
}
