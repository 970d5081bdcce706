extension Builtin {
  static let explain = Builtin(
    "explain",
    [.required("f"), .rest("x")],
    BuiltinDocumentation(
      "The forward and the backward pass of a value, or of a function at a point, step by step.",
      details: [
        "The point stands as the arguments, or as one tuple of them: `explain(f, 1, 2)`, `explain(f, (1, 2))`.",
        "Each adjoint is shown as the sum over the steps that use its value, first with names, then "
          + "with numbers.",
        "shapes: any value, or any function of numbers and tensors",
        "derivative: none: it shows one",
        "edge cases: Every step is written out, however many a loop takes.",
      ],
      example: "explain(x -> sqrt(x^2 + 9), 4)"
    )
  ) { context, arguments in
    .object(
      DisplayObject("explanation", try DescribedComputation(arguments, in: context).derivation)
    )
  }
}
