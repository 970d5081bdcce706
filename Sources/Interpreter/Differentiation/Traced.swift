import Language

/// Refusals of what would cut a value off from a derivative that is being taken by it, which would then be 0 in silence.
extension Value {
  /// Whether a transform that is going on may differentiate by what the number or tensor was computed from.
  var isTraced: Bool { recorded?.isTraced ?? false }

  /// - Throws: A GradientError where a parameter is to be set to what a derivative is being taken by.
  func refuseTracedSetting() throws {
    guard isTraced else { return }
    throw Diagnostic(
      .gradient,
      "a parameter is set to a plain value, and a derivative is being taken by what this one was computed from",
      hint: "compute with the value itself, or set the parameter to `value(…)`"
    )
  }
}

extension BoundArguments {
  /// - Throws: A GradientError where a derivative is being taken by what the argument was computed from.
  func refuseTraced(_ name: String) throws {
    if self[name].isTraced { throw notDifferentiated(name) }
  }

  func notDifferentiated(_ name: String) -> any Error {
    mistake(
      name,
      .gradient,
      "\(function) is not differentiated by `\(name)`",
      hint: "`value(…)` makes it a number that nothing depends on"
    )
  }
}

extension Context {
  /// Refuses to train while a function is being differentiated.
  func refuseTrainingInside(_ function: String) throws {
    guard graph.differentiatedRuns > 0 else { return }
    throw Diagnostic(
      .gradient,
      "\(function) sets parameters to plain numbers: nothing is differentiated through it, and here a "
        + "derivative is being taken",
      hint:
        "train outside of the function, or write the steps as a loop, `p = p - lr * grad(loss)(p)`"
    )
  }
}
