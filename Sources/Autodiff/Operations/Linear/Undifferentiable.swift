public import TensorCore

extension Operation {
  /// A value that comes of others by more than operations, so that a derivative through it is an error and not 0.
  ///
  /// The inputs are what it depends on; the refusal says why there is no derivative, and what to do instead.
  public static func undifferentiable(
    _ value: Tensor,
    called name: String,
    because refusal: EngineError
  ) -> Operation {
    Operation(
      name,
      .call(name),
      .general(
        GeneralRule(
          value: { _, _ in value },
          pullback: { _, _, _, _ in throw refusal },
          pushforward: { _, _, _, _ in throw refusal }
        )
      )
    )
  }
}
