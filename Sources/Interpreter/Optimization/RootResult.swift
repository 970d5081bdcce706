import Calculus
import Display
import TensorCore

/// What `root` found: a record that shows as a table over the curve of its convergence.
struct RootResult: ValueObject {
  private let fields: Record
  private let search: RootSearch

  init(_ search: RootSearch, _ solution: Solution, _ site: MinimizationSite) throws {
    self.search = search
    let history: [(name: String, value: Value)] = [
      ("x", Value(try solution.way(site.path(of: search.path.map(\.x))))),
      ("value", Value(try solution.way(site.path(of: search.path.map(\.values))))),
    ]
    let fields: [(name: String, value: Value)] = [
      ("x", try site.value(of: solution.x)),
      ("value", try site.value(of: solution.value)),
      ("steps", .number(Double(search.steps))),
      ("converged", .bool(search.reason == .converged)),
      ("reason", .string(search.reason.text)),
      ("history", .record(try Record(history))),
    ]
    self.fields = try Record(fields)
  }

  var typeName: String { "root" }
  var fieldNames: [String] { fields.names }

  func record(in context: Context) throws -> Record? { fields }

  func plot(in context: Context) throws -> Plot? { curve }

  func text(in context: Context) throws -> String { try bundle(in: context).plainText }

  func bundle(in context: Context) throws -> MIMEBundle {
    let isGood = search.reason == .converged
    let table = Table(
      [.init(""), .init("")],
      rows: [
        ["x", Table.Cell(try context.shortText(of: fields["x"] ?? .none))],
        ["value", Table.Cell(try context.shortText(of: fields["value"] ?? .none))],
        ["steps", Table.Cell("\(search.steps)")],
        ["stopped", Table.Cell(search.reason.text, isGood ? .value : .adjoint)],
      ]
    )
    return ResultDisplay.bundle(table, curve)
  }

  private var curve: Plot? {
    guard search.steps > 0 else { return nil }
    let norms = ResultDisplay.positive(search.path.map(\.norm))
    return LossCurves([LossCurves.Curve("‖f‖", norms)], firstStep: 0)
      .plot(xLabel: "step", yLabel: "")
  }
}
