/// What a mark leaves on the page, in the coordinates of a frame.
enum Ink {
  /// A connected line, in the colour of its series where none is given.
  case stroke([Point], color: Color? = nil)
  /// One point.
  case dot(Point)
  /// A filled area between two corners.
  case area(Rectangle)
  /// A picture between two corners.
  case raster(Raster, in: Rectangle)
  /// A sign of its own at a point.
  case symbol(Symbol, Point)
  /// A short text on a point, turned by an angle in degrees.
  case text(String, at: Point, angle: Double = 0, color: Color? = nil)
}

/// A sign that marks one point of a series.
enum Symbol {
  /// A ring: where something begins.
  case start
  /// A star: where it ends.
  case end
  /// A wide ring: a point that stands out, as the best epoch.
  case spot
}
