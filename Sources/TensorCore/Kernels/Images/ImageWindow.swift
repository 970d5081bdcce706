/// Along one axis of an image: where a window of weights stands, and how many places it has.
struct ImageWindow: Sendable {
  let size: Int
  let window: Int
  let stride: Int
  let padding: Int
  let dilation: Int
  /// How many places the window has.
  let places: Int

  /// The window along an axis called `axis`; nil where it is longer than the padded image.
  init?(size: Int, window: Int, stride: Int, padding: Int = 0, dilation: Int = 1) {
    self.size = size
    self.window = window
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    let room = size + 2 * padding - (dilation * (window - 1) + 1)
    guard room >= 0 else { return nil }
    places = room / stride + 1
  }

  /// The position in the image that weight `offset` of the window at `place` meets; it may lie outside.
  func position(_ place: Int, _ offset: Int) -> Int {
    place * stride - padding + offset * dilation
  }

  /// The places at which weight `offset` meets the image.
  func inside(_ offset: Int) -> Range<Int> {
    let start = padding - offset * dilation
    let first = start > 0 ? (start + stride - 1) / stride : 0
    let end = size + start
    let last = end > 0 ? (end + stride - 1) / stride : 0
    let lower = min(first, places)
    return lower..<max(lower, min(last, places))
  }
}
