import Display
import Language
import TensorCore

/// Reads the arguments of a plot: functions with a range, vectors, pairs of vectors, other plots.
struct CurveReader {
  private let context: Context
  private let arguments: BoundArguments
  private let mark: Mark
  private(set) var series: [Plot.Series] = []
  /// The plots among the arguments, whose labels and scales hold where the call gives none.
  private(set) var frames: [Plot] = []
  private var labels: [String]
  private let labelCount: Int
  private var functions: [Function] = []
  private var pending: [Value] = []

  /// How many points stand for a function.
  private static let sampleCount = 400

  init(_ arguments: BoundArguments, mark: Mark, in context: Context) throws {
    self.context = context
    self.arguments = arguments
    self.mark = mark
    labels = try arguments.labels()
    labelCount = labels.count
    try read()
  }

  private mutating func read() throws {
    for (index, argument) in arguments.rest.enumerated() {
      switch argument.value {
      case .function(let function):
        try flushVectors()
        functions.append(function)
      case .tuple(let tuple) where !functions.isEmpty && Self.isRange(tuple):
        try sampleFunctions(over: tuple)
      case .tuple(let tuple) where tuple.elements.count == 2:
        try flushVectors()
        try addCurve(tuple.elements[0], tuple.elements[1])
      case .object(let object):
        guard let plot = try object.plot(in: context) else { throw misfit(index) }
        try flushVectors()
        lend(plot)
      case .record(let record):
        try flushVectors()
        try addMembers(of: record, index)
      default:
        guard try argument.value.operand != nil else { throw misfit(index) }
        pending.append(argument.value)
      }
    }
    try flushVectors()
    if !functions.isEmpty { try sample(from: -5, to: 5) }
  }

  private static func isRange(_ tuple: Tuple) -> Bool {
    tuple.elements.count == 2 && tuple.elements.allSatisfy { $0.plainNumber != nil }
  }

  private func misfit(_ index: Int) -> any Error {
    arguments.mistake(
      rest: index,
      .type,
      "\(arguments.function) draws functions over a range `(a, b)`, vectors, histories, plots and records "
        + "of these, not \(arguments.rest[index].value.described)"
    )
  }

  private mutating func sampleFunctions(over range: Tuple) throws {
    guard let start = range.elements[0].plainNumber, let end = range.elements[1].plainNumber,
      start.isFinite, end.isFinite, start < end
    else {
      throw Diagnostic(.value, "a range `(a, b)` goes from a number to a greater one")
    }
    try sample(from: start, to: end)
  }

  private mutating func sample(from start: Double, to end: Double) throws {
    let xs = (0...Self.sampleCount).map { step in
      start + (end - start) * Double(step) / Double(Self.sampleCount)
    }
    for function in functions {
      let ys = try xs.map { try value(of: function, at: $0) }
      series.append(
        Plot.Series(
          name: nextLabel() ?? function.name,
          mark: .line,
          xs: xs,
          ys: ys,
          samplesFunction: true
        )
      )
    }
    context.forgetNonFinite()
    functions = []
  }

  private func value(of function: Function, at x: Double) throws -> Double {
    try context.poll()
    let result = try context.call(function, [.number(x)])
    guard let y = result.plainNumber else {
      throw Diagnostic(
        .type,
        "a curve needs a number for each x, and \(function.described) gave \(result.described)"
      )
    }
    return y
  }

  /// The vectors met so far: the first is x for all others, or the only one is y.
  ///
  /// Two numbers behind a function are its range.
  private mutating func flushVectors() throws {
    defer { pending = [] }
    if !functions.isEmpty, pending.count == 2, pending.allSatisfy({ $0.plainNumber != nil }) {
      return try sampleFunctions(over: Tuple(pending))
    }
    guard let first = pending.first else { return }
    guard pending.count > 1 else {
      let ys = try numbers(first)
      return add(ys.indices.map(Double.init), ys)
    }
    for other in pending.dropFirst() { try addCurve(first, other) }
  }

  /// Takes a plot's curves over, in colours that are not used yet, and under a name where one is given.
  ///
  /// A label names the plot where it is not alone, and a curve where it is; a single label is for what the call draws
  /// itself.
  private mutating func lend(_ plot: Plot, named group: String = "") {
    let used = series.enumerated().map { $1.color ?? $0 }.max().map { $0 + 1 } ?? 0
    let lentCount = arguments.rest.count { if case .object = $0.value { true } else { false } }
    let isAlone = lentCount == arguments.rest.count && lentCount == 1
    let takesLabel = labelCount > 1 || lentCount == arguments.rest.count
    let group = group.isEmpty && !isAlone && takesLabel ? nextLabel() ?? "" : group
    let named = plot.series.count { !$0.name.isEmpty }
    for curve in plot.series {
      let given = !isAlone || curve.name.isEmpty && curve.isFaint ? nil : nextLabel()
      let name: String
      if group.isEmpty || curve.isFaint || curve.name.isEmpty && named > 0 {
        name = curve.name
      } else {
        name = named > 1 ? "\(group), \(curve.name)" : group
      }
      series.append(curve.with(name: given ?? name, color: curve.color.map { $0 + used }))
    }
    frames.append(plot)
  }

  /// A curve for each vector of a record, and those of each plot, under its name; the rest is left out.
  private mutating func addMembers(of record: Record, _ index: Int) throws {
    let count = series.count
    for (name, value) in record.fields {
      if case .object(let object) = value, let plot = try object.plot(in: context) {
        lend(plot, named: name)
      } else if let tensor = try value.operand?.value, tensor.rank == 1 {
        add(tensor.values.indices.map(Double.init), tensor.values, named: name)
      }
    }
    guard series.count > count else { throw misfit(index) }
  }

  private mutating func addCurve(_ x: Value, _ y: Value) throws {
    let (xs, ys) = (try numbers(x), try numbers(y))
    guard xs.count == ys.count else {
      throw Diagnostic(
        .shape,
        "a curve needs as many x as y, and these are \(xs.count) and \(ys.count)"
      )
    }
    add(xs, ys)
  }

  private mutating func add(_ xs: [Double], _ ys: [Double], named name: String = "") {
    series.append(Plot.Series(name: nextLabel() ?? name, mark: mark, xs: xs, ys: ys))
  }

  private mutating func nextLabel() -> String? {
    labels.isEmpty ? nil : labels.removeFirst()
  }

  private func numbers(_ value: Value) throws -> [Double] {
    guard let operand = try value.operand else {
      throw Diagnostic(.type, "a curve is drawn from vectors, not from \(value.described)")
    }
    let tensor = operand.value
    let sizes = tensor.shape.dimensions.filter { $0 != 1 }
    guard sizes.count <= 1 else {
      throw Diagnostic(
        .shape,
        "a curve is drawn from vectors, and this has shape \(tensor.shape)",
        hint: "take a column with `A[:, 0]`"
      )
    }
    return tensor.values
  }
}
