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
        right: { a, _, _ in .term(a) }
      )
    )
  )
}
