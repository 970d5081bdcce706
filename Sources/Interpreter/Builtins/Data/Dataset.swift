import Display
import Language
import Networks
import TensorCore

extension Builtin {
  static let dataset = Builtin(
    "dataset",
    [
      .required("name"), .optional("n", .none), .optional("noise", .none), .optional("seed", .none),
    ],
    BuiltinDocumentation(
      "Examples to learn from, drawn or measured: `x` has a row for each, `y` its class or value.",
      details: allDataSets.map { "\"\($0.name)\": \($0.described)" } + [
        "`(x, y) = dataset(\"moons\")` takes the two apart; measured sets have `features` and `classes`, tuples of "
          + "names, too. Classes are numbers from 0 and take turns in the rows of drawn sets.",
        "Noise is normal. With `seed=` the examples depend on it alone and the session's random stream stays where "
          + "it is; without, they are drawn from that stream.",
      ],
      example: "dataset(\"moons\", n=100, noise=0.05, seed=1)"
    )
  ) { context, arguments in
    let name = try arguments.string("name")
    guard let definition = allDataSets.first(where: { $0.name == name }) else {
      let names = allDataSets.map(\.name)
      throw arguments.mistake(
        "name",
        .value,
        "there is no data set \"\(name)\"",
        hint: nearestNames(to: name, among: names).first.map { "did you mean \"\($0)\"?" }
          ?? "there are " + names.map { "\"\($0)\"" }.joined(separator: ", ")
          + "; `load` and `load_csv` read files"
      )
    }
    switch definition.source {
    case .measured(_, _, let load):
      try arguments.refuseDrawing(name)
      return .object(DataSetValue(definition, try load()))
    case .synthetic(let count, let noise, let make):
      let count = try arguments.exampleCount(otherwise: count)
      let noise = try arguments.noise(otherwise: noise)
      let seed = try arguments.optional("seed") { try arguments.count($0) }
      // Ten numbers an example, until coordinates and shifts have become tensors.
      let size = count.multipliedReportingOverflow(by: 10 * MemoryLayout<Double>.size)
      let data = try MemoryLimit.process.counting(
        size.overflow ? Int.max / 2 : size.partialValue,
        for: "a data set of \(count) examples"
      ) {
        guard let seed else { return try make(count, noise, &context.random) }
        var random = RandomStream(seed: UInt64(seed))
        return try make(count, noise, &random)
      }
      return .object(DataSetValue(definition, data))
    }
  }
}

extension BoundArguments {
  fileprivate func exampleCount(otherwise count: Int) throws -> Int {
    guard let given = try optional("n", { try self.count($0) }) else { return count }
    guard given > 0 else {
      throw mistake("n", .value, "\(function) needs at least one example, not 0")
    }
    return given
  }

  fileprivate func noise(otherwise noise: Double) throws -> Double {
    guard let given = try optional("noise", { try number($0) }) else { return noise }
    guard given >= 0, given.isFinite else {
      throw mistake(
        "noise",
        .value,
        "noise is a standard deviation, 0 or more, not \(NumberText.text(given))"
      )
    }
    return given
  }

  /// Measured examples are what they are.
  fileprivate func refuseDrawing(_ name: String) throws {
    for option in ["n", "noise", "seed"] where isGiven(option) {
      throw mistake(
        option,
        .value,
        "\"\(name)\" was measured, and takes no `\(option)=`",
        hint: option == "n"
          ? "`d = dataset(\"\(name)\"); d.x[0:\(self[option].plainNumber.map(NumberText.text) ?? "n")]`"
          : nil
      )
    }
  }
}

extension DataSetDefinition {
  /// What it holds, and its defaults.
  fileprivate var described: String {
    switch source {
    case .measured: summary
    case .synthetic(let count, let noise, _):
      "\(summary); n=\(count), noise=\(NumberText.text(noise))"
    }
  }
}

/// A data set as a value: a record of x and y that knows what its columns and classes are called.
struct DataSetValue: ValueObject {
  private let definition: DataSetDefinition
  private let data: DataSet

  init(_ definition: DataSetDefinition, _ data: DataSet) {
    self.definition = definition
    self.data = data
  }

  var typeName: String { "data set" }

  var fieldNames: [String] {
    if case .measured = definition.source { return ["x", "y", "features", "classes"] }
    return ["x", "y"]
  }

  func record(in context: Context) throws -> Record? {
    try Record([("x", Value(data.x)), ("y", Value(data.y))])
  }

  func field(_ name: String, in context: Context) throws -> Value? {
    switch (name, definition.source) {
    case ("features", .measured(let features, _, _)):
      try .tuple(of: features.map { .string($0) })
    case ("classes", .measured(_, let classes, _)): try .tuple(of: classes.map { .string($0) })
    default: try record(in: context)?[name]
    }
  }

  func text(in context: Context) throws -> String { table.text }

  func bundle(in context: Context) throws -> MIMEBundle { table.bundle }

  private var table: Table {
    Table(
      [.init(definition.name), .init("shape"), .init("holds")],
      rows: [
        ["x", Table.Cell("\(data.x.shape)"), Table.Cell(columns)],
        ["y", Table.Cell("\(data.y.shape)"), Table.Cell(targets)],
      ],
      caption: definition.summary
    )
  }

  /// More names than this say less than their number.
  private static let shownCount = 10

  private var columns: String {
    guard case .measured(let features, _, _) = definition.source,
      features.count <= Self.shownCount
    else {
      let count = data.x.shape.dimensions[1]
      return count == 1 ? "1 feature" : "\(count) features"
    }
    return features.joined(separator: ", ")
  }

  private var targets: String {
    switch definition.source {
    case .measured(_, let classes, _): return "classes " + classes.joined(separator: ", ")
    case .synthetic:
      guard data.y.rank == 1 else { return "a value for each" }
      let count = 1 + Int(data.y.values.max() ?? 0)
      return "classes " + (0..<count).map(String.init).joined(separator: ", ")
    }
  }
}
