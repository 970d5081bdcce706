import Display
import Language

extension Builtin {
  static let bar = Builtin(
    "bar",
    [.rest("values")] + PlotOptions.parameters(),
    BuiltinDocumentation(
      "A bar for each value, from zero; several vectors stand side by side.",
      details: [
        "`bar(y)`, `bar(x, y)` with numbers for x, `bar((\"a\", \"b\"), y)` with names, `bar({a: 3, b: 1})` "
          + "of a record, and `bar(names, y1, y2, label=(\"first\", \"second\"))`.",
        "edge cases: NaN and infinities have no bar.",
      ],
      example: "bar((\"train\", \"test\"), [0.98, 0.95])"
    )
  ) { _, arguments in
    let options = try PlotOptions(arguments)
    let reader = try BarReader(arguments)
    let series = reader.heights.enumerated().map { position, ys in
      Plot.Series(
        name: position < reader.labels.count ? reader.labels[position] : "",
        mark: .bars,
        xs: reader.xs,
        ys: ys,
        slot: (position, reader.heights.count)
      )
    }
    return .object(Figure(plot: options.plot(series, xNames: reader.names)))
  }
}

/// Reads names or places, and the heights of bars over them.
private struct BarReader {
  var names: [String] = []
  var xs: [Double] = []
  var heights: [[Double]] = []
  let labels: [String]

  init(_ arguments: BoundArguments) throws {
    labels = try arguments.labels()
    guard let first = arguments.rest.first else {
      throw Diagnostic(.type, "`bar` is missing the values to draw", hint: "`bar([3, 1, 2])`")
    }
    var next = 1
    if case .record(let record) = first.value {
      names = record.names
      heights = [
        try record.fields.map { name, value in
          guard let number = value.plainNumber else {
            throw arguments.mistake(
              rest: 0,
              .type,
              "`bar` draws a record of numbers, and `\(name)` is \(value.described)"
            )
          }
          return number
        }
      ]
    } else if let strings = BoundArguments.strings(first.value) {
      names = strings
    } else if arguments.rest.count > 1 {
      xs = try arguments.numbers(rest: 0)
    } else {
      next = 0
    }
    for index in arguments.rest.indices.dropFirst(next) {
      heights.append(try arguments.numbers(rest: index))
    }
    guard let count = heights.first?.count else {
      throw Diagnostic(.type, "`bar` got names and no values for them")
    }
    let places = names.isEmpty ? (xs.isEmpty ? count : xs.count) : names.count
    guard let odd = heights.first(where: { $0.count != places })?.count else {
      if xs.isEmpty { xs = (0..<count).map(Double.init) }
      return
    }
    let what = names.isEmpty ? "places" : "names"
    throw Diagnostic(
      .shape,
      "`bar` needs a value for each of the \(places) \(what), and got \(odd)"
    )
  }
}
