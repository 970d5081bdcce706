/// A place on the page, in pixels.
struct Point: Hashable {
  var x: Double
  var y: Double
}

/// An upright rectangle on the page, in pixels.
struct Rectangle: Hashable {
  var minX: Double
  var minY: Double
  var width: Double
  var height: Double

  var maxX: Double { minX + width }
  var maxY: Double { minY + height }
  var center: Point { Point(x: minX + width / 2, y: minY + height / 2) }

  func intersects(_ other: Rectangle) -> Bool {
    minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
  }

  func expanded(by margin: Double) -> Rectangle {
    Rectangle(
      minX: minX - margin,
      minY: minY - margin,
      width: width + 2 * margin,
      height: height + 2 * margin
    )
  }
}

extension Rectangle {
  /// The least rectangle around some points, a little wider so that a straight line has an inside.
  init(around points: [Point]) {
    let xs = points.map(\.x)
    let ys = points.map(\.y)
    minX = (xs.min() ?? 0) - 0.5
    minY = (ys.min() ?? 0) - 0.5
    width = (xs.max() ?? 0) + 0.5 - minX
    height = (ys.max() ?? 0) + 0.5 - minY
  }
}
