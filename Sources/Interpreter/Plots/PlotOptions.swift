import Display

/// The options that every plot takes: title, labels, scales and size.
struct PlotOptions {
  let title: String
  let xLabel: String
  let yLabel: String
  let xScale: Plot.Scale
  let yScale: Plot.Scale
  let width: Int
  let height: Int

  /// The parameters, with the size of the drawing where the call does not say it.
  static func parameters(width: Double = 560, height: Double = 340) -> [FormalParameter] {
    [
      .keyword("title", .string("")), .keyword("xlabel", .string("")),
      .keyword("ylabel", .string("")), .keyword("label", .none),
      .keyword("log_x", .bool(false)), .keyword("log_y", .bool(false)),
      .keyword("width", .number(width)), .keyword("height", .number(height)),
    ]
  }

  /// Reads the options; what the call does not give is as in `frame`.
  init(_ arguments: BoundArguments, like frame: Plot? = nil) throws {
    func text(_ name: String, _ fallback: String?) throws -> String {
      arguments.isGiven(name) ? try arguments.string(name) : fallback ?? ""
    }
    func scale(_ name: String, _ fallback: Plot.Scale?) throws -> Plot.Scale {
      guard arguments.isGiven(name) else { return fallback ?? .linear }
      return try arguments.bool(name) ? .logarithmic : .linear
    }
    title = try text("title", frame?.title)
    xLabel = try text("xlabel", frame?.xLabel)
    yLabel = try text("ylabel", frame?.yLabel)
    xScale = try scale("log_x", frame?.xScale)
    yScale = try scale("log_y", frame?.yScale)
    width = try arguments.count("width")
    height = try arguments.count("height")
  }
}

extension BoundArguments {
  /// The strings given for `label`: one, or a tuple of them; none where it is not given.
  func labels() throws -> [String] {
    func mistake() -> any Error {
      self.mistake("label", .type, "a label is a string, or a tuple of strings")
    }
    switch self["label"] {
    case .none: return []
    case .string(let label): return [label.string]
    case .tuple(let tuple):
      return try tuple.elements.map { element in
        guard case .string(let label) = element else { throw mistake() }
        return label.string
      }
    default: throw mistake()
    }
  }

  /// An interval `(a, b)` with a < b.
  func interval(_ name: String) throws -> ClosedRange<Double> {
    guard case .tuple(let tuple) = self[name], tuple.elements.count == 2,
      let start = tuple.elements[0].plainNumber, let end = tuple.elements[1].plainNumber
    else { throw needs("an interval `(a, b)`", name) }
    guard start.isFinite, end.isFinite, start < end else {
      throw mistake(name, .value, "an interval `(a, b)` goes from a number to a greater one")
    }
    return start...end
  }
}
