import Display
import Language
import TensorCore

extension Builtin {
  static let hist = Builtin(
    "hist",
    [.rest("values"), .keyword("bins", .none), .keyword("density", .bool(false))]
      + PlotOptions.parameters(),
    BuiltinDocumentation(
      "A histogram: how many numbers of a tensor lie between each two edges.",
      details: [
        "`bins=` is how many there are, or the vector of their edges; else they have round edges and a "
          + "width after Freedman and Diaconis, or Sturges where that is narrower. Whole numbers have "
          + "a bin each.",
        "`hist(a, b)` draws several over each other in the same bins. `density=true` makes the area 1.",
        "edge cases: NaN, infinities and what lies outside of given edges are left out, and counted "
          + "below the plot.",
      ],
      example: "hist(randn(500))"
    )
  ) { _, arguments in
    let options = try PlotOptions(arguments)
    let labels = try arguments.labels()
    let isDensity = try arguments.bool("density")
    guard !arguments.rest.isEmpty else {
      throw Diagnostic(.type, "`hist` is missing the numbers to count", hint: "`hist(randn(500))`")
    }
    let samples = try arguments.rest.indices.map {
      try arguments.numbers(rest: $0, isVector: false)
    }
    let bins = try arguments.bins()
    let common = Histogram(of: samples.flatMap { $0 }, bins)
    let histograms = samples.map { Histogram(of: $0, .edges(common.edges)) }
    let series = histograms.enumerated().map { position, histogram in
      histogram.series(
        name: position < labels.count ? labels[position] : "",
        asDensity: isDensity,
        isTranslucent: histograms.count > 1
      )
    }
    let leftOut = common.leftOut
    let note = leftOut == 0 ? "" : "\(leftOut) of \(samples.joined().count) not drawn"
    return .object(Figure(plot: options.plot(series, note: note)))
  }
}

extension BoundArguments {
  /// What `bins=` asks for.
  fileprivate func bins() throws -> Histogram.Bins {
    if case .none = self["bins"] { return .automatic }
    if self["bins"].plainNumber != nil {
      let count = try count("bins")
      guard (1...10_000).contains(count) else {
        throw mistake("bins", .value, "`hist` needs 1 to 10000 bins, not \(count)")
      }
      return .count(count)
    }
    let edges = try tensor("bins").values
    guard edges.count >= 2, edges.allSatisfy(\.isFinite),
      zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw mistake("bins", .value, "the edges of bins are two or more numbers that increase")
    }
    return .edges(edges)
  }
}
