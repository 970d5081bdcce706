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
  ) { _, arguments in
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

  /// Refuses labels that are no class.
  static func requireClasses(_ labels: Places, _ classes: Int) throws {
    guard let label = try labels.firstOutside(0..<classes) else { return }
    let known = classes == 0 ? "there are no classes" : "classes are 0 to \(classes - 1)"
    throw TensorError.index("label \(label) is out of range: \(known)")
  }
}
