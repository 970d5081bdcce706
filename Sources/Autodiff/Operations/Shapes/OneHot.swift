import TensorCore

extension Definition {
  /// Rows with a one at the place of each class, zeros elsewhere.
  static let oneHot = Definition(
    "one_hot",
    parameters: [
      ParameterSpecification("labels", .operand),
      ParameterSpecification("classes", .integer, default: .absent),
    ],
    Documentation(
      "Rows with a 1 at the place of each class and zeros elsewhere.",
      formula: #"y_{ij} = [x_i = j]"#,
      shapes: "[...] -> [..., classes]",
      derivative: "0: piecewise constant",
      edgeCases:
        "Without `classes` there are as many as the greatest label asks for; a label outside is an"
        + " IndexError.",
      example: "one_hot([0, 2, 1])"
    ),
    samples: [
      Sample([.fixed([0, 2, 1], [3]), .absent]), Sample([.fixed([0, 2], [2, 1]), .integer(4)]),
    ]
  ) { graph, arguments in
    if !arguments.isAbsent(1), let variable = try arguments.operand(0).variable,
      variable.isPlainButRecorded
    {
      let classes = try arguments.integer(1)
      if classes > 0 {
        return try graph.apply(.oneHot(classes), .variable(variable))
      }
    }
    let (labels, shape) = try arguments.operand(0).places(for: "one_hot")
    let classes =
      try arguments.isAbsent(1) ? (labels.greatest ?? -1) + 1 : arguments.integer(1)
    guard classes >= 0 else {
      throw TensorError.value("`one_hot` needs a count of classes, not \(classes)", hint: nil)
    }
    try requireClasses(labels, classes)
    let target = Shape(shape.dimensions + [classes])
    return Operand(try Tensor.oneHot(labels, classes: classes).reshaped(to: target))
  }

  /// What other ways to number classes look like.
  private static func hint(for labels: Places, _ classes: Int) throws -> String? {
    guard classes > 1, labels.count > 1 else { return nil }
    if try labels.firstOutside(1..<classes + 1) == nil {
      return "classes count from 0: `labels - 1`"
    }
    let areSigns = try classes == 2 && labels.firstOutside(-1..<2) == nil
    return areSigns && labels.least == -1 ? "`(labels + 1)/2` makes 0 and 1 of -1 and 1" : nil
  }

  /// Refuses labels that are no class.
  static func requireClasses(_ labels: Places, _ classes: Int) throws {
    guard let label = try labels.firstOutside(0..<classes) else { return }
    let known = classes == 0 ? "there are no classes" : "classes are 0 to \(classes - 1)"
    throw TensorError.index(
      "label \(label) is out of range: \(known)",
      hint: try hint(for: labels, classes)
    )
  }
}

extension Operation {
  /// Rows with a one at the place of each class, of labels that a plan is given anew at every run; piecewise constant.
  static func oneHot(_ classes: Int) -> Operation {
    Operation(
      "one_hot",
      .call("one_hot"),
      .general(
        GeneralRule(
          value: { inputs, _ in
            let (labels, shape) = try Operand(inputs[0]).places(for: "one_hot")
            try Definition.requireClasses(labels, classes)
            let target = Shape(shape.dimensions + [classes])
            return try Tensor.oneHot(labels, classes: classes).reshaped(to: target)
          },
          pullback: { _, _, _, _ in nil },
          pushforward: { _, _, _, _ in nil }
        )
      )
    )
  }
}
