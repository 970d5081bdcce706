extension Builtin {
  static let graph = Builtin(
    "graph",
    [.required("f"), .rest("x")],
    BuiltinDocumentation(
      "The computation graph of a value, or of a function at a point.",
      details: [
        "The point stands as the arguments, or as one tuple of them: `graph(f, 1, 2)`, `graph(f, (1, 2))`.",
        "Nodes carry the names they were given, forward values in green and adjoints in red; edges "
          + "carry the local derivatives. Equal subexpressions without a name are drawn once.",
        "shapes: any value, or any function of numbers and tensors",
        "derivative: none: it shows one",
        "edge cases: Of a large graph the beginning and the end are drawn.",
      ],
      example: "graph(x -> sqrt(x^2 + 9), 4)"
    )
  ) { context, arguments in
    .object(DisplayObject("graph", try DescribedComputation(arguments, in: context).drawing))
  }
}
