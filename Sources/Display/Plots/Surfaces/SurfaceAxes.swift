/// The three axes of a surface, along the edges of its box that nothing hides.
struct SurfaceAxes {
  private let drawing: SurfaceDrawing
  private let projection: SurfaceProjection

  private typealias Corner = SurfaceProjection.Corner

  init(_ drawing: SurfaceDrawing, _ projection: SurfaceProjection) {
    self.drawing = drawing
    self.projection = projection
  }

  var elements: [SVGElement] {
    let edges: [(ClosedRange<Double>?, Corner, Corner, String)] = [
      (
        range(drawing.grid.xs), Corner(x: -0.5, y: -0.5, z: -0.5), Corner(x: 0.5, y: -0.5, z: -0.5),
        drawing.xLabel
      ),
      (
        range(drawing.grid.ys), Corner(x: 0.5, y: -0.5, z: -0.5), Corner(x: 0.5, y: 0.5, z: -0.5),
        drawing.yLabel
      ),
      (
        drawing.zRange, Corner(x: -0.5, y: -0.5, z: -0.5), Corner(x: -0.5, y: -0.5, z: 0.5), ""
      ),
    ]
    return edges.flatMap { range, start, end, label in
      range.map { axis($0, projection.place(start), projection.place(end), label) } ?? []
    }
  }

  private func range(_ places: [Double]) -> ClosedRange<Double>? {
    guard let first = places.first, let last = places.last, first < last else { return nil }
    return first...last
  }

  /// Line, ticks, numbers and label, on the side away from the middle of the box.
  private func axis(
    _ range: ClosedRange<Double>,
    _ start: Point,
    _ end: Point,
    _ label: String
  ) -> [SVGElement] {
    let middle = Point(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2)
    let center = projection.place(Corner(x: 0, y: 0, z: start.x == end.x ? 0 : -0.5))
    let away = Point(x: middle.x - center.x, y: start.x == end.x ? 0 : middle.y - center.y)
    let length = max((away.x * away.x + away.y * away.y).squareRoot(), 1e-9)
    let out = Point(x: away.x / length, y: away.y / length)
    func beside(_ place: Point, _ distance: Double) -> Point {
      Point(x: place.x + out.x * distance, y: place.y + out.y * distance)
    }
    let anchor: SVGElement.Anchor = out.x < -0.5 ? .end : out.x > 0.5 ? .start : .middle
    let ticks = Ticks(range, scale: .linear, count: 5)
    let places = ticks.major.map { tick -> (Point, String) in
      let part = Plot.Scale.linear.position(of: tick.number, in: range) ?? 0
      let place = Point(
        x: start.x + part * (end.x - start.x),
        y: start.y + part * (end.y - start.y)
      )
      return (place, printed(tick.label))
    }
    let lines =
      [SVGElement.line(start, end, class: "l")]
      + places.map { .line($0.0, beside($0.0, 4), class: "l") }
    // Where an upright axis begins, its own number stands.
    let isSlanted = start.x != end.x
    let numbers = places.filter { !isSlanted || $0.0.distance(to: start) > 12 }.map {
      place,
      text -> SVGElement in
      let spot = beside(place, 9)
      return .label(text, at: Point(x: spot.x, y: spot.y + 4 + 4 * out.y), anchor, class: "tick")
    }
    let note = ticks.exponent == 0 ? "" : " ×10\(superscript(ticks.exponent))"
    let caption = label + note
    let name =
      caption.isEmpty
      ? []
      : [
        SVGElement.label(
          caption,
          at: beside(middle, start.x == end.x ? 44 : 34),
          anchor,
          class: "label"
        )
      ]
    return [.group("axis", lines), .group("ticks", numbers)] + name
  }
}

extension Point {
  fileprivate func distance(to other: Point) -> Double {
    let (dx, dy) = (x - other.x, y - other.y)
    return (dx * dx + dy * dy).squareRoot()
  }
}
