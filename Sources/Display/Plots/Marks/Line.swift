extension Mark {
  /// A line from point to point, broken where a value is missing and across a pole.
  public static let line = Mark(
    name: "line",
    needsRoom: false,
    standsOnZero: false,
    swatch: .line
  ) { series, frame in
    frame.runs(of: series).map { run in
      // A point without neighbours would leave no line at all.
      run.count == 1 ? .dot(run[0]) : .stroke(run)
    }
  }
}
