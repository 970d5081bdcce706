#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A parallel projection of a box onto the page, seen from above and from the side.
struct SurfaceProjection {
  /// A point of the box; each side runs from -0.5 to 0.5.
  struct Corner {
    var x: Double
    var y: Double
    var z: Double
  }

  private let page: Rectangle
  private let scale: Double
  private let middle: Point

  /// How far the box is turned and how steeply it is looked down on, in radians.
  private static let turn = -Double.pi / 3
  private static let tilt = Double.pi / 6
  /// The height of the box as a part of its width.
  private static let height = 0.7

  /// Puts the whole box on a rectangle; a dot of the page may be wider than high.
  init(onto page: Rectangle) {
    self.page = page
    let outline = Self.corners.map(Self.flat)
    let (xs, ys) = (outline.map(\.x), outline.map(\.y))
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 1)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 1)
    scale = min(page.width / (right - left), page.height / (bottom - top))
    middle = Point(x: (left + right) / 2, y: (top + bottom) / 2)
  }

  func place(_ corner: Corner) -> Point {
    let flat = Self.flat(corner)
    return Point(
      x: page.center.x + (flat.x - middle.x) * scale,
      y: page.center.y + (flat.y - middle.y) * scale
    )
  }

  /// How far away a point is; what is farther has to be drawn first.
  func depth(_ corner: Corner) -> Double {
    let back = corner.x * sin(Self.turn) + corner.y * cos(Self.turn)
    return back * cos(Self.tilt) - corner.z * Self.height * sin(Self.tilt)
  }

  static let corners: [Corner] = [-0.5, 0.5].flatMap { x in
    [-0.5, 0.5].flatMap { y in [-0.5, 0.5].map { Corner(x: x, y: y, z: $0) } }
  }

  private static func flat(_ corner: Corner) -> Point {
    let across = corner.x * cos(turn) - corner.y * sin(turn)
    let back = corner.x * sin(turn) + corner.y * cos(turn)
    return Point(x: across, y: -(corner.z * height * cos(tilt) + back * sin(tilt)))
  }
}
