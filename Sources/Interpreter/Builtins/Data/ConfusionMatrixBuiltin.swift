import Display
import Language
import Networks
import TensorCore

extension Builtin {
  static let confusionMatrix = Builtin(
    "confusion_matrix",
    [.required("labels"), .required("predictions"), .keyword("classes", .none)],
    BuiltinDocumentation(
      "How often each class was taken for which: rows are true classes, columns predictions.",
      details: [
        "Labels and predictions are classes from 0, or rows with a number for each class, of which the largest "
          + "counts: one-hot rows, probabilities, a classifier's output. `classes=` names the classes, in a tuple.",
        "A notebook shows the counts as coloured cells above the table.",
        "fields: counts (a matrix), accuracy, precision and recall (a number for each class)",
        "edge cases: The precision of a class that was never predicted is NaN, and so is the recall of one that does "
          + "not occur.",
      ],
      example: "confusion_matrix([0, 0, 1, 1], [0, 1, 1, 1], classes=(\"cat\", \"dog\"))"
    )
  ) { _, arguments in
    let (labels, predictions) = (
      try arguments.classes("labels"), try arguments.classes("predictions")
    )
    guard labels.numbers.count == predictions.numbers.count else {
      throw arguments.mistake(
        "predictions",
        .shape,
        "there are \(labels.numbers.count) labels and \(predictions.numbers.count) predictions"
      )
    }
    guard !labels.numbers.isEmpty else {
      throw arguments.mistake("labels", .value, "there are no labels to compare")
    }
    let count = max(labels.count, predictions.count)
    let names = try arguments.classNames(count)
    return .object(
      ConfusionMatrixValue(
        ConfusionMatrix(
          labels: labels.numbers,
          predictions: predictions.numbers,
          classCount: max(count, names.count)
        ),
        names: names
      )
    )
  }
}

extension BoundArguments {
  /// More classes than this are a sign that numbers of another kind were given.
  private static let classLimit = 1000

  /// Classes of an argument, and how many there are at least.
  fileprivate func classes(_ name: String) throws -> (numbers: [Int], count: Int) {
    let tensor = try tensor(name)
    if tensor.rank == 2, tensor.shape.dimensions[1] > 1 {
      let numbers = try tensor.argmax(axis: 1).values.map { Int($0) }
      return (numbers, tensor.shape.dimensions[1])
    }
    guard tensor.rank == 1 || tensor.rank == 2 else {
      throw mistake(
        name,
        .shape,
        "\(function) needs a class for each example, or a row of numbers, not shape \(tensor.shape)"
      )
    }
    let numbers = try tensor.values.map { number in
      guard let whole = Int(whole: number), (0..<Self.classLimit).contains(whole) else {
        throw mistake(
          name,
          .value,
          "a class is a whole number from 0 to \(Self.classLimit - 1), not \(NumberText.text(number))",
          hint: (0...1).contains(number)
            ? "of probabilities of the second class, `p > 0.5` gives the class"
            : number == -1 ? "of classes -1 and 1, `y > 0` gives 0 and 1" : nil
        )
      }
      return whole
    }
    return (numbers, (numbers.max() ?? -1) + 1)
  }

  /// The names of at least so many classes; their numbers where none are given.
  fileprivate func classNames(_ count: Int) throws -> [String] {
    guard case .tuple(let tuple) = self["classes"] else {
      if case .none = self["classes"] { return (0..<count).map(String.init) }
      throw needs("a tuple of names", "classes")
    }
    let names = try tuple.elements.map { element in
      guard case .string(let text) = element else { throw needs("a tuple of names", "classes") }
      return text.string
    }
    guard names.count >= count else {
      throw mistake("classes", .value, "there are \(count) classes and \(names.count) names")
    }
    return names
  }
}

/// A confusion matrix as a value: a table with the share of right ones in every row and column.
struct ConfusionMatrixValue: ValueObject {
  let matrix: ConfusionMatrix
  let names: [String]

  init(_ matrix: ConfusionMatrix, names: [String]) {
    self.matrix = matrix
    self.names = names
  }

  var typeName: String { "confusion matrix" }

  var fieldNames: [String] { ["counts", "accuracy", "precision", "recall"] }

  func record(in context: Context) throws -> Record? {
    func perClass(_ value: (Int) -> Double) throws -> Value {
      Value(try Tensor(values: names.indices.map(value), shape: [names.count]))
    }
    return try Record([
      ("counts", Value(matrix.tensor)), ("accuracy", .number(matrix.accuracy)),
      ("precision", perClass(matrix.precision)), ("recall", perClass(matrix.recall)),
    ])
  }

  func text(in context: Context) throws -> String { table.text }

  func bundle(in context: Context) throws -> MIMEBundle {
    MIMEBundle(
      plainText: table.text,
      [.init(.html, picture.svg + "\n" + table.html), .init(.markdown, table.markdown)]
    )
  }

  func plot(in context: Context) throws -> Plot? { picture }

  /// The counts in cells, each with its share of the true class.
  private var picture: Plot {
    let counts = names.indices.map { label in names.indices.map { matrix[label, $0] } }
    return .confusion(counts: counts, names: names)
  }

  private var table: Table {
    let rows = names.indices.map { label in
      [Table.Cell(names[label], .strong)]
        + names.indices.map { cell(label, $0) } + [Table.Cell(Self.share(matrix.recall(label)))]
    }
    let precisions = names.indices.map { Table.Cell(Self.share(matrix.precision($0)), .muted) }
    return Table(
      [.init("true ╲ predicted")] + names.map { .init($0, .trailing) } + [
        .init("recall", .trailing)
      ],
      rows: rows + [[Table.Cell("precision", .muted)] + precisions + [Table.Cell(accuracy)]],
      caption: "accuracy \(accuracy) of \(matrix.total)"
    )
  }

  private var accuracy: String { Self.share(matrix.accuracy) }

  private func cell(_ label: Int, _ prediction: Int) -> Table.Cell {
    let count = matrix[label, prediction]
    let emphasis: Table.Emphasis =
      count == 0 ? .muted : label == prediction ? .value : .adjoint
    return Table.Cell("\(count)", emphasis)
  }

  /// `97.2 %`; a dash where there is nothing to take a share of.
  private static func share(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    let tenths = Int((share * 1000).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
