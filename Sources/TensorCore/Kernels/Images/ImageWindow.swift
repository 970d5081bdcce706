internal import CVectorMath

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

  /// The window at some of its places alone, as CVectorMath knows it.
  func band(_ places: Range<Int>) -> adj_window {
    var window = c
    window.padding -= places.lowerBound * stride
    window.places = places.count
    return window
  }

  /// The window as CVectorMath knows it.
  var c: adj_window {
    adj_window(
      size: size,
      window: window,
      stride: stride,
      padding: padding,
      dilation: dilation,
      places: places
    )
  }
}
