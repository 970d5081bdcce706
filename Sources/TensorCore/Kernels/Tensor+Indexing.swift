internal import CVectorMath

extension Tensor {
  /// The selected elements.
  public func gathered(_ selection: Selection) throws(TensorError) -> Tensor {
    requireSource(selection)
    let result = try Tensor(unfilled: selection.resultShape, dtype)
    withExtendedLifetime(self) {
      selection.forEachRun { offset, stride, count, position in
        copyElements(offset, stride, to: result, position, 1, count)
      }
    }
    return result
  }

  /// Zeros in a shape, with values added where a selection says, once for each occurrence.
  ///
  /// The transpose of `gathered` as a linear map.
  public static func scatterAdded(
    _ values: Tensor,
    at selection: Selection,
    into shape: Shape
  ) throws(TensorError) -> Tensor {
    var result = try filled(0, shape: shape, dtype: values.dtype.arithmetic)
    try result.accumulate(values, at: selection)
    return result
  }

  /// Puts values, broadcast, where a selection says; of several for one place the last stays.
  ///
  /// - Complexity: O(selection) where this is the only tensor with its elements.
  public mutating func assign(
    _ values: Tensor,
    at selection: Selection
  ) throws(TensorError) {
    requireSource(selection)
    let values = try fitted(values, to: selection)
    try makeUnique()
    withExtendedLifetime(values) {
      selection.forEachRun { offset, stride, count, position in
        values.copyElements(position, 1, to: self, offset, stride, count)
      }
    }
  }

  /// Replaces the element of a `float64` tensor at a row-major position.
  ///
  /// - Complexity: O(1) where this is the only tensor with its elements.
  public mutating func replaceElement(
    at position: Int,
    with number: Double
  ) throws(TensorError) {
    precondition(dtype == .float64, "an element of its own kind")
    precondition(position >= 0 && position < count, "a position inside the tensor")
    try makeUnique()
    withExtendedLifetime(storage) { float64[position] = number }
  }

  /// Adds values, broadcast, where a selection says, once for each occurrence.
  ///
  /// - Complexity: O(selection) where this is the only tensor with its elements.
  public mutating func accumulate(
    _ values: Tensor,
    at selection: Selection
  ) throws(TensorError) {
    requireSource(selection)
    if dtype == .bool { throw .type("cannot add into a bool tensor") }
    let values = try fitted(values, to: selection)
    try makeUnique()
    withExtendedLifetime((self, values)) {
      selection.forEachRun { offset, stride, count, position in
        if dtype == .float32 {
          adj_accumulate_f32(values.float32 + position, float32 + offset, stride, count)
        } else {
          adj_accumulate_f64(values.float64 + position, float64 + offset, stride, count)
        }
      }
    }
  }

  /// Values in the shape and kind of what they are to be put into.
  private func fitted(_ values: Tensor, to selection: Selection) throws(TensorError) -> Tensor {
    if dtype == .bool, values.dtype != .bool {
      throw .type("cannot put \(values.dtype.name) into a bool tensor")
    }
    let target = selection.resultShape
    guard values.shape.canBroadcast(to: target) else {
      throw .shape(
        "cannot put shape \(values.shape) into a selection of shape \(target)",
        hint: nil
      )
    }
    return try values.cast(to: dtype).broadcast(to: target)
  }

  private func requireSource(_ selection: Selection) {
    precondition(selection.sourceShape == shape, "a selection is used on the shape it was made for")
  }

  /// Copies the elements unless no other tensor sees them.
  mutating func makeUnique() throws(TensorError) {
    if isKnownUniquelyReferenced(&storage) {
      if storage.header.lender == nil { return }
      if isKnownUniquelyReferenced(&storage.header.lender) { return }
    }
    let copy = try Tensor(unfilled: shape, dtype)
    copyElements(0, 1, to: copy, 0, 1, count)
    self = copy
  }
}
