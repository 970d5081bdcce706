extension Convolution {
  /// The same convolution of `count` times as many images, as one longer batch.
  public func repeated(_ count: Int) -> Convolution { Convolution(self, count) }

  private init(_ one: Convolution, _ count: Int) {
    images = one.images.withFirstAxis(times: count)
    kernels = one.kernels
    result = one.result.withFirstAxis(times: count)
    vertical = one.vertical
    horizontal = one.horizontal
  }
}

extension Pooling {
  /// The same pooling of `count` times as many images, behind a leading axis.
  public func repeated(_ count: Int) -> Pooling { Pooling(self, count) }

  private init(_ one: Pooling, _ count: Int) {
    images = Shape([count] + one.images.dimensions)
    result = Shape([count] + one.result.dimensions)
    planes = one.planes * count
    vertical = one.vertical
    horizontal = one.horizontal
  }
}

extension Shape {
  /// The shape of an array whose first axis is `count` times as long.
  public func withFirstAxis(times count: Int) -> Shape {
    guard let first = dimensions.first else { return self }
    return Shape([first * count] + dimensions.dropFirst())
  }
}
