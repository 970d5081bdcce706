extension Tensor {
  /// How far from symmetric a matrix may be, as a part of its largest element.
  ///
  /// Wide enough for the steps of central differences, narrow enough for everything a person would call symmetric.
  private static let asymmetry = 1e-4

  /// (A + Aᵀ)/2 in storage of its own.
  ///
  /// - Throws: a `.value` error where a matrix is not symmetric.
  func symmetricPart(for name: String) throws(TensorError) -> Tensor {
    let a = try cast(to: dtype.arithmetic)
    let turned = try a.transposedMatrices()
    guard count > 0 else { return turned }
    let difference = try BinaryKernel.subtract.apply(to: a, turned)
    let largest = try UnaryKernel.absolute.apply(to: a).maximum().scalar
    let worst = try UnaryKernel.absolute.apply(to: difference).argmax().scalar
    let position = Int(worst)
    guard difference[position].magnitude <= Tensor.asymmetry * largest else {
      let n = shape.dimensions[rank - 1]
      let (row, column) = (position / n % n, position % n)
      throw .value(
        "\(name) needs a symmetric matrix: the elements at [\(row), \(column)] and "
          + "[\(column), \(row)] differ",
        hint: "`(A + A.T)/2` is the symmetric part of `A`"
      )
    }
    let sum = try BinaryKernel.add.apply(to: a, turned)
    return try BinaryKernel.multiply.apply(to: sum, Tensor(0.5))
  }
}

/// How the signs of vectors are chosen that are defined up to their sign.
enum VectorSign {
  /// Whether the largest element of `count` elements at a stride is negative.
  ///
  /// Among elements that are as large up to rounding the first decides, so that rounding does not.
  static func isNegative<T: LAPACKElement>(
    _ elements: UnsafePointer<T>,
    stride: Int,
    count: Int
  ) -> Bool {
    var largest: T = 0
    for i in 0..<count { largest = max(largest, elements[i * stride].magnitude) }
    let bound = largest * (1 - T.ulpOfOne.squareRoot())
    for i in 0..<count where elements[i * stride].magnitude >= bound {
      return elements[i * stride] < 0
    }
    return false
  }

  static func flip<T: LAPACKElement>(
    _ elements: UnsafeMutablePointer<T>,
    stride: Int,
    count: Int
  ) {
    for i in 0..<count { elements[i * stride] = -elements[i * stride] }
  }
}
