/// One part of an index, for one axis (a mask: for as many as it has).
public enum AxisSelection: Sendable {
  /// One position, from the end where it is negative; the axis goes.
  case index(Int)
  /// Positions `step` apart, cut to what there is; `nil` means the end in that direction.
  case slice(start: Int?, stop: Int?, step: Int)
  /// Positions in a list of some shape, which takes the axis's place.
  case indices(Places, shape: Shape)
  /// The positions where a mask is not 0, in row-major order.
  case mask(Tensor)
  /// A new axis of size 1.
  case newAxis
  /// The whole axis.
  case all
}
