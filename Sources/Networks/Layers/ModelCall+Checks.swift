import Autodiff
import TensorCore

/// What layers ask of their inputs, before anything is computed.
extension ModelCall {
  /// The last axis has to be the features.
  func requireFeatures(_ count: Int, of x: Operand, _ layer: some Layer) throws {
    let shape = x.shape
    guard let given = shape.dimensions.last else {
      throw TensorError.shape(
        "\(place(of: layer)) takes \(count) feature\(count == 1 ? "" : "s"), and got a number",
        hint: count == 1 ? "a vector of one feature is `[x]`" : "an example is a vector"
      )
    }
    guard given == count else {
      throw TensorError.shape(
        "\(place(of: layer)) takes \(count) feature\(count == 1 ? "" : "s"), and got \(given): "
          + "the input is \(shape)",
        hint: featureHint(count, shape)
      )
    }
  }

  private func featureHint(_ count: Int, _ shape: Shape) -> String {
    let sizes = shape.dimensions
    if sizes.count == 1, count == 1 {
      return "a batch of one feature is (n, 1): `reshape(x, (-1, 1))`"
    }
    if sizes.count == 1, count > 1, sizes[0] > count, sizes[0] % count == 0 {
      return
        "a batch is (n, \(count)): `reshape(x, (-1, \(count)))`; in a model `flatten_layer()` keeps "
        + "the batch, `flatten` does not"
    }
    if sizes.count == 2, sizes[0] == count { return "`x.T` would fit: an example is a row" }
    if sizes.count > 2, sizes.dropFirst().reduce(1, *) == count {
      return "`flatten_layer()` before it makes every example a vector"
    }
    return "the last axis is the features, (features) or (batch, features)"
  }

  /// The input has one of some ranks.
  func requireRank(
    _ ranks: ClosedRange<Int>,
    of x: Operand,
    _ forms: String,
    _ layer: some Layer
  )
    throws
  {
    guard ranks.contains(x.shape.rank) else {
      throw TensorError.shape("\(place(of: layer)) takes \(forms), and got \(x.shape)", hint: nil)
    }
  }
}

/// Images, which may come one by one without a batch axis.
extension ModelCall {
  /// Checks the rank and remembers for the layers behind whether there is a batch.
  func noteImages(_ x: Operand, _ layer: some Layer) throws {
    try requireRank(
      3...4,
      of: x,
      "images (batch, channels, height, width) or (channels, height, width)",
      layer
    )
    hasBatchAxis = x.shape.rank == 4
  }

  /// Images with a batch axis, whatever they came with.
  func images(_ x: Operand, channels: Int, _ layer: some Layer) throws -> Operand {
    try noteImages(x, layer)
    let given = x.shape.dimensions[x.shape.rank - 3]
    guard given == channels else {
      throw TensorError.shape(
        "\(place(of: layer)) takes \(channels) channel\(channels == 1 ? "" : "s"), and got \(given): "
          + "the input is \(x.shape)",
        hint: x.shape.rank == 3 && channels == 1
          ? "a batch of grey images is (n, 1, height, width)" : nil
      )
    }
    return x.shape.rank == 4
      ? x : try apply(.reshape(to: Shape([1] + x.shape.dimensions)), x)
  }

  /// A result without the batch axis that `images` gave the input.
  func withoutBatch(_ y: Operand, like x: Operand) throws -> Operand {
    x.shape.rank == 4 ? y : try apply(.reshape(to: Shape(Array(y.shape.dimensions.dropFirst()))), y)
  }

  func reshaped(_ x: Operand, to shape: Shape) throws -> Operand {
    x.shape == shape ? x : try apply(.reshape(to: shape), x)
  }

  /// An input in the element type of the parameters it meets.
  func cast(_ x: Operand, like parameter: Operand) throws -> Operand {
    x.dtype == parameter.dtype ? x : try apply(.cast(to: parameter.dtype), x)
  }
}
