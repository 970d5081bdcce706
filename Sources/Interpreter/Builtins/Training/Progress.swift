extension Builtin {
  static let progress = Builtin(
    "progress",
    [.required("rows"), .keyword("label", .string("")), .keyword("show", .none)],
    BuiltinDocumentation(
      "Runs a loop over rows with a bar that shows how far it is.",
      details: [
        "Takes whatever a loop runs over: a range, the rows of a tensor, a tuple, batches. While the loop runs, one "
          + "output shows how many rows are done, how fast they go and the time that is left; what stays says how "
          + "far the loop came, also where it is broken off or interrupted.",
        "`show` is a function without parameters; what it gives is drawn below the bar: `show=() -> plot(losses)`.",
      ],
      example: "for i in progress(0..<3) { print(i) }"
    )
  ) { context, arguments in
    // Refused here, and not where a loop begins.
    _ = try RowSequence(arguments["rows"], in: context)
    return .object(
      ProgressRows(
        arguments["rows"],
        label: try arguments.string("label"),
        drawing: try arguments.optional("show", arguments.function)
      )
    )
  }
}
