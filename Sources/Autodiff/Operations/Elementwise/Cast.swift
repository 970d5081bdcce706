public import TensorCore

extension Operation {
  /// The same numbers in another element type.
  public static func cast(to dtype: DType) -> Operation {
    Operation(
      dtype.name,
      .call(dtype.name),
      .linear(
        LinearRule(
          blockForm: .cast(dtype),
          program: ProgramRule { try $0.cast($1[0], to: dtype) },
          value: { inputs, _ in try inputs[0].cast(to: dtype) },
          transpose: { cotangent, inputs, _ in try cotangent.cast(to: inputs[0].dtype) },
          batching: .shifted { _ in .cast(to: dtype) }
        )
      )
    )
  }
}

extension Definition {
  /// The operand in single precision.
  static let float32 = cast(to: .float32, "The operand in single precision.")
  /// The operand in double precision.
  static let float64 = cast(to: .float64, "The operand in double precision.")

  private static func cast(to dtype: DType, _ summary: String) -> Definition {
    Definition(
      Operation.cast(to: dtype),
      Documentation(
        summary,
        formula: "x",
        derivative: "1",
        edgeCases: "A bool becomes 0 or 1.",
        example: "\(dtype.name)([1, 2]).dtype"
      ),
      samples: dtype == .float64 ? [.vectors([1, 2.5])] : []
    )
  }
}
