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
