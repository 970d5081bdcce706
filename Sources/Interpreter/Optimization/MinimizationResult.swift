import Calculus
import Display
import TensorCore

/// What `minimize` found: a record that shows as a table over the curve of its convergence.
struct MinimizationResult: ValueObject {
  private let fields: Record
  private let method: String
  private let run: Minimization

  init(
    _ run: Minimization,
    _ solution: Solution,
    by method: String,
    _ site: MinimizationSite
  ) throws {
    self.run = run
    self.method = method
    var fields: [(name: String, value: Value)] = [
      ("x", try site.value(of: solution.x)),
      ("value", Value(solution.value)),
      ("gradient", try solution.gradient.map(site.gradientValue) ?? .none),
      ("steps", .number(Double(run.steps))),
      ("converged", .bool(run.reason == .converged)),
      ("reason", .string(run.reason.text)),
    ]
    if let multipliers = solution.multipliers {
      fields.append(("multipliers", Value(multipliers)))
    }
    fields.append(("history", try Self.history(run, solution, site)))
    self.fields = try Record(fields)
  }

  /// Longer paths than this are not kept, only their values.
  private static let keptElements = 10_000_000

  private static func history(
    _ run: Minimization,
    _ solution: Solution,
    _ site: MinimizationSite
  ) throws -> Value {
    let count = run.path.count
    var fields: [(name: String, value: Value)] = []
    if site.flat.count * count <= keptElements {
      fields.append(("x", Value(try solution.way(site.path(of: run.path.map(\.x))))))
    }
    let values = try Tensor(values: run.path.map(\.value), shape: [count])
    let norms = try Tensor(values: run.path.map(\.gradientNorm), shape: [count])
    fields += [
      ("value", Value(try solution.way(values))), ("gradient_norm", Value(try solution.way(norms))),
    ]
    return .record(try Record(fields))
  }

  var typeName: String { "minimum" }
  var fieldNames: [String] { fields.names }

  func record(in context: Context) throws -> Record? { fields }

  func plot(in context: Context) throws -> Plot? { curve }

  func text(in context: Context) throws -> String { try bundle(in: context).plainText }

  func bundle(in context: Context) throws -> MIMEBundle {
    try ResultDisplay.bundle(table(context), curve)
  }

  private func table(_ context: Context) throws -> Table {
    var rows: [[Table.Cell]] = [
      ["method", Table.Cell(method)],
      ["x", Table.Cell(try context.shortText(of: fields["x"] ?? .none))],
      ["value", Table.Cell(context.style.text(run.last.value))],
      ["‖gradient‖", Table.Cell(context.style.text(run.last.gradientNorm))],
    ]
    if let multipliers = fields["multipliers"] {
      rows.append(["multipliers", Table.Cell(try context.shortText(of: multipliers))])
    }
    if let violation = run.violation {
      rows.append(["|constraint|", Table.Cell(context.style.text(violation))])
    }
    rows.append(["steps", Table.Cell("\(run.steps)")])
    let isGood = run.reason == .converged
    rows.append(["stopped", Table.Cell(run.reason.text, isGood ? .value : .adjoint)])
    return Table([.init(""), .init("")], rows: rows)
  }

  /// Values, above the best where some are negative, and gradient norms, on a logarithmic axis where that shows more.
  private var curve: Plot? {
    guard run.steps > 0 else { return nil }
    let values = run.path.map(\.value)
    let least = values.min() ?? 0
    let isPositive = least >= 0
    let heights = isPositive ? values : values.map { $0 - least }
    let curves = [
      LossCurves.Curve(isPositive ? "value" : "value - best", ResultDisplay.positive(heights)),
      LossCurves.Curve("‖gradient‖", ResultDisplay.positive(run.path.map(\.gradientNorm))),
    ]
    return LossCurves(curves, firstStep: 0).plot(xLabel: "step", yLabel: "")
  }
}

/// How results of searches are shown.
enum ResultDisplay {
  /// A table with the curve of the search below it.
  static func bundle(_ table: Table, _ curve: Plot?) -> MIMEBundle {
    guard let curve else { return table.bundle }
    return MIMEBundle(
      plainText: table.text + "\n\n" + curve.text,
      [.init(.html, table.html + "\n" + curve.svg), .init(.markdown, table.markdown)]
    )
  }

  /// Numbers for a logarithmic axis, on which a 0 has no place.
  static func positive(_ numbers: [Double]) -> [Double] {
    numbers.map { $0 > 0 ? $0 : .nan }
  }
}

extension Context {
  /// A value on one line, cut where it is long.
  func shortText(of value: Value) throws -> String {
    if let tensor = try value.operand?.value {
      return tensor.count <= 8 ? inlineText(of: tensor) : "a tensor of shape \(tensor.shape)"
    }
    if case .function = value { return value.described }
    let text = try shownText(of: value)
    return text.contains("\n") || text.count > 80 ? value.described : text
  }
}
