import TensorCore

extension Definition {
  /// The cross entropy of classes, from logits.
  static let crossEntropy = classification(
    "cross_entropy",
    first: "logits",
    Documentation(
      "The cross entropy between labels and softmax(logits), mean over the batch; stable.",
      formula: #"-\frac{1}{n} \sum_i \sum_j y_{ij} \ln \operatorname{softmax}(z_i)_j"#,
      shapes: "[n, k], [n] or [n, k] -> []; [k], [] or [k] -> []",
      derivative: "(softmax(logits) - labels)/n for the logits",
      edgeCases: "\(labelForms) No overflow at ±1000.",
      example: "cross_entropy([[2, 0, 1], [0, 3, 0]], [0, 1])"
    )
  ) { graph, logits in
    try graph.apply(.logSoftmax(axis: logits.shape.rank - 1), logits)
  }

  /// The negative logarithm of the probability of the labels.
  static let nll = classification(
    "nll",
    first: "log_probabilities",
    Documentation(
      "The negative log-likelihood of labels under given log-probabilities, mean over the batch.",
      formula: #"-\frac{1}{n} \sum_i \sum_j y_{ij} \ell_{ij}"#,
      shapes: "[n, k], [n] or [n, k] -> []; [k], [] or [k] -> []",
      derivative: "-labels/n for the log-probabilities",
      edgeCases: labelForms,
      example: "nll(log([[0.7, 0.3], [0.2, 0.8]]), [0, 1])"
    )
  ) { _, logarithms in logarithms }

  private static let labelForms =
    "Labels are class indices, or rows of probabilities (one-hot rows, for example); a class that is"
    + " not there is an IndexError, a negative probability a ValueError, other shapes a ShapeError."

  private static func classification(
    _ name: String,
    first: String,
    _ documentation: Documentation,
    logarithms: @escaping @Sendable (Graph, Operand) throws -> Operand
  ) -> Definition {
    let scores = Sample.Entry.tensor([1, -2, 0.5, 3, 1.2, -0.7], [2, 3])
    return Definition(
      name,
      parameters: [
        ParameterSpecification(first, .operand), ParameterSpecification("labels", .operand),
      ],
      documentation,
      samples: [
        Sample([scores, .fixed([2, 0], [2])]),
        Sample([scores, .fixed([0, 1, 0, 1, 0, 0], [2, 3])]),
        Sample([scores, .tensor([0.2, 0.5, 0.3, 1, 0.1, 0.4], [2, 3])]),
        Sample([.tensor([1, -2, 0.5], [3]), .fixed([1], .scalar)]),
        Sample([.tensor([1, -2, 0.5], [3]), .fixed([0, 0, 1], [3])]),
      ]
    ) { graph, arguments in
      let (scores, labels) = (try arguments.operand(0), try arguments.operand(1))
      let sizes = scores.shape.dimensions
      guard let classes = sizes.last, classes > 0 else {
        throw TensorError.shape(
          "`\(name)` needs \(first) of at least one class, and got shape \(scores.shape)",
          hint: nil
        )
      }
      let logarithms = try logarithms(graph, scores)
      let leading = Shape(sizes.dropLast())
      let chosen: Operand
      if labels.shape == scores.shape {
        let weights = try graph.checked(labels) { try requireProbabilities($0, for: name) }
        // An exact 0 keeps what it is multiplied with out, -inf too.
        chosen = try graph.apply(
          .sum(axes: [sizes.count - 1]),
          graph.apply(.chain, weights, logarithms)
        )
      } else if labels.shape == leading {
        let table = try graph.apply(.reshape(to: [leading.count, classes]), logarithms)
        if let recorded = labels.variable, recorded.isPlainButRecorded {
          let list = try graph.apply(.reshape(to: [leading.count]), labels)
          chosen = try graph.apply(.pickingClasses(of: name), table, list)
        } else {
          chosen = try picked(table, labels.places(for: name).places, classes, in: graph)
        }
      } else {
        throw TensorError.shape(
          "`\(name)` of \(first) \(scores.shape) and labels \(labels.shape)",
          hint: hint(for: labels.shape, scores.shape, first)
        )
      }
      return try graph.apply(.negate, graph.apply(.mean(axes: nil), chosen))
    }
  }

  /// How labels of another shape could be meant.
  private static func hint(for labels: Shape, _ scores: Shape, _ first: String) -> String {
    let (sizes, given) = (scores.dimensions, labels.dimensions)
    let leading = Shape(sizes.dropLast())
    if given == leading.dimensions + [1] {
      return "a class for each row has shape \(leading): `squeeze(labels, axis=-1)`"
    }
    if sizes.count > 2, given == [sizes[0]] + sizes.dropFirst(2) {
      let order = [0] + Array(2..<sizes.count) + [1]
      return "the classes are the last axis: `transpose(\(first), "
        + "(\(order.map(String.init).joined(separator: ", "))))`"
    }
    return "labels are class indices of shape \(leading), or rows of shape \(scores)"
  }

  private static func requireProbabilities(_ rows: Tensor, for name: String) throws {
    guard let odd = try rows.first(where: { !($0 >= 0) }) else { return }
    throw TensorError.value(
      "`\(name)` needs class indices or rows of probabilities, and got \(numberText(odd))",
      hint: "`one_hot(classes, k)` makes rows of classes"
    )
  }

  /// The element of each row at the place of its class.
  private static func picked(
    _ rows: Operand,
    _ classes: Places,
    _ count: Int,
    in graph: Graph
  ) throws -> Operand {
    try requireClasses(classes, count)
    let parts: [AxisSelection] = [
      .indices(try Places(0..<classes.count), shape: [classes.count]),
      .indices(classes, shape: [classes.count]),
    ]
    return try graph.apply(.index(parts, label: "labels"), rows)
  }
}
