extension Operation {
  /// A cotangent or tangent times a local derivative, where an exact zero stays zero whatever it meets.
  ///
  /// That is what keeps the branch not taken from leaking a NaN: its adjoint is 0, its local derivative may be
  /// infinite.
  public static let chain: Operation = Operation(
    "chain",
    .infix("·", .product),
    .binary(
      .guardedMultiply,
      derivatives: BinaryDerivatives(
        left: { _, b, _ in .term(b) },
        right: { a, _, _ in .absorbing(a) }
      )
    )
  )

  /// A product in which an exact zero of either factor wins.
  ///
  /// It is what `chain` becomes when its second factor is differentiated: the first may be the adjoint of a branch
  /// not taken, and then the derivative of the other counts for nothing either, however it is reached.
  static let absorbingProduct: Operation = Operation(
    "absorbing product",
    .infix("·", .product),
    .binary(
      .absorbingMultiply,
      derivatives: BinaryDerivatives(
        left: { _, b, _ in .absorbing(b) },
        right: { a, _, _ in .absorbing(a) }
      )
    )
  )
}
