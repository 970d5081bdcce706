import Autodiff
import Display
import TensorCore

/// What `check_grad` found: a verdict with fields, shown as a table.
struct GradientCheckReport: ValueObject {
  private let check: GradientCheck
  private let order: Int
  private let inputNames: [String]
  private let outputName: String
  private let showsTime: Bool

  /// There is one input name for each element that derivatives are taken by.
  init(
    _ check: GradientCheck,
    order: Int,
    inputNames: [String],
    outputName: String,
    showsTime: Bool
  ) {
    self.order = order
    self.check = check
    self.inputNames = inputNames
    self.outputName = outputName
    self.showsTime = showsTime
  }

  var typeName: String { "gradient check" }

  var fieldNames: [String] {
    [
      "passed", "reverse", "forward", "numeric", "largest_absolute", "largest_relative", "step",
      "truncation", "rounding", "evaluations", "kinks",
    ]
  }

  func record(in context: Context) throws -> Record? {
    let evaluations = try Record(ways.map { ($0.name, .number(Double($0.result.evaluations))) })
    func perInput(_ values: [Double]) throws -> Value {
      Value(try Tensor(values: values, shape: inputShape))
    }
    let fields: [(name: String, value: Value)] = [
      ("passed", .bool(check.passes)),
      ("reverse", try derivative(check.reverse)), ("forward", try derivative(check.forward)),
      ("numeric", try derivative(check.numeric)),
      ("largest_absolute", .number(check.largestAbsolute)),
      ("largest_relative", .number(check.largestRelative)),
      ("step", try perInput(check.differences.map(\.step))),
      ("truncation", try perInput(check.differences.map(\.truncation))),
      ("rounding", try perInput(check.differences.map(\.rounding))),
      ("evaluations", .record(evaluations)),
      ("kinks", .number(Double(check.entries.count { $0.kink != nil }))),
    ]
    return try Record(fields)
  }

  func text(in context: Context) throws -> String { try bundle(in: context).plainText }

  func bundle(in context: Context) throws -> MIMEBundle {
    let tables = [entryTable(context), wayTable(context)]
    let html = (tables.map(\.html) + ["<div>\(escapedForXML(verdict(context)))</div>"])
      .joined(separator: "\n")
    let markdown = (tables.map(\.markdown) + [verdict(context)]).joined(separator: "\n\n")
    let text = (tables.map(\.text) + [verdict(context)]).joined(separator: "\n\n")
    return MIMEBundle(plainText: text, [.init(.html, html), .init(.markdown, markdown)])
  }

  private typealias Way = (name: String, result: GradientCheck.Result)

  private var ways: [Way] {
    [("reverse", check.reverse), ("forward", check.forward), ("numeric", check.numeric)]
  }

  /// The shape of the point where that is one tensor, else a vector of all its elements.
  private var inputShape: Shape {
    check.inputs.count == 1 ? check.inputs[0].shape : [check.differences.count]
  }

  private func derivative(_ result: GradientCheck.Result) throws -> Value {
    let shape = Shape(check.outputShape.dimensions + inputShape.dimensions)
    return Value(try Tensor(values: result.values, shape: shape))
  }

  /// The rows that are shown of a long table: those with the largest differences.
  private static let shownCount = 20

  private func entryTable(_ context: Context) -> Table {
    let entries = check.entries
    let isLong = entries.count > Self.shownCount
    let shown =
      isLong
      ? entries.sorted { $0.absolute > $1.absolute }.prefix(Self.shownCount) : entries[...]
    let rows = shown.map { entry in
      let difference = check.differences[entry.input]
      let numbers = [
        entry.reverse, entry.forward, entry.numeric, entry.absolute, entry.relative,
        difference.step, difference.truncation, difference.rounding,
      ]
      return [Table.Cell(name(of: entry))] + numbers.map { Table.Cell(context.style.text($0)) }
        + [Table.Cell(Self.verdict(entry), entry.passes ? .value : .adjoint)]
    }
    let titles = [
      "reverse", "forward", "differences", "absolute", "relative", "step", "truncation", "rounding",
    ]
    return Table(
      [.init("derivative")] + titles.map { .init($0, .trailing) } + [.init("")],
      rows: rows,
      caption: isLong
        ? "the \(Self.shownCount) largest differences of \(entries.count)" : nil
    )
  }

  private static func verdict(_ entry: GradientCheck.Entry) -> String {
    if entry.kink != nil { return "kink" }
    return entry.passes ? "pass" : "fail"
  }

  private func name(of entry: GradientCheck.Entry) -> String {
    var below = "∂\(inputNames[entry.input])"
    var rest = entry.output
    for _ in 1..<order {
      below = "∂\(inputNames[rest % inputNames.count])\(below)"
      rest /= inputNames.count
    }
    var indices: [Int] = []
    for dimension in check.outputShape.dimensions.dropLast(order - 1).reversed() {
      indices.insert(rest % dimension, at: 0)
      rest /= dimension
    }
    let place = indices.map(String.init).joined(separator: ", ")
    let output = indices.isEmpty ? outputName : "\(outputName)[\(place)]"
    return "∂\(Superscript.power(order))\(output)/\(below)"
  }

  private func wayTable(_ context: Context) -> Table {
    var columns: [Table.Column] = [.init("way"), .init("evaluations", .trailing)]
    if showsTime { columns.append(.init("time", .trailing)) }
    return Table(
      columns,
      rows: ways.map { way in
        var row = [
          Table.Cell(way.name == "numeric" ? "differences" : way.name),
          Table.Cell("\(way.result.evaluations)"),
        ]
        if showsTime { row.append(Table.Cell(DurationText.text(way.result.duration))) }
        return row
      }
    )
  }

  private func verdict(_ context: Context) -> String {
    let absolute = context.style.text(check.largestAbsolute)
    let relative = context.style.text(check.largestRelative)
    let sizes = "largest difference \(absolute), relative \(relative)"
    if check.passes { return "pass: \(sizes)" }
    let entries = check.entries
    guard let entry = entries.first(where: { $0.kink != nil }), let kink = entry.kink,
      entries.allSatisfy({ $0.passes || $0.kink != nil })
    else { return "fail: \(sizes)" }
    let others = entries.count { $0.kink != nil } - 1
    return "kink: \(name(of: entry)) is \(context.style.text(kink.left)) to the left and "
      + "\(context.style.text(kink.right)) to the right; \(context.style.text(entry.reverse)) is a convention"
      + (others > 0 ? " (and so for \(others) more)" : "")
  }
}
