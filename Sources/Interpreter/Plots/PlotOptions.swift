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

  init(_ arguments: BoundArguments) throws {
    title = try arguments.string("title")
    xLabel = try arguments.string("xlabel")
    yLabel = try arguments.string("ylabel")
    xScale = try arguments.bool("log_x") ? .logarithmic : .linear
    yScale = try arguments.bool("log_y") ? .logarithmic : .linear
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
