import TensorCore

/// A string of indices with the operands it is for, checked, and the order in which they are multiplied.
struct EinsumPlan {
  /// The operands' shapes without the axes of size 1 that `...` broadcasts.
  let shapes: [Shape]
  private let indices: String
  private let operands: [[Int]]
  private let result: [Int]
  private let sizes: [Int: Int]

  init(_ indices: String, _ shapes: [Shape]) throws(TensorError) {
    self.indices = indices
    let halves = try EinsumText(indices)
    guard halves.operands.count == shapes.count else {
      throw .value(
        "einsum: `\(indices)` names \(Self.count(halves.operands.count, "operand")), and "
          + "\(shapes.count) \(shapes.count == 1 ? "was" : "were") given",
        hint: nil
      )
    }
    var labels: [[Int]] = []
    var further = 0
    for (number, shape) in shapes.enumerated() {
      let own = try halves.operands[number].labels(for: shape, number: number + 1)
      labels.append(own)
      further = max(further, own.filter { $0 < 0 }.count)
    }
    let sizes = try Self.sizes(labels, shapes)
    self.sizes = sizes
    // An axis that `...` stretches is one that the operand does not have.
    var kept: [Shape] = []
    var remaining: [[Int]] = []
    for (own, shape) in zip(labels, shapes) {
      let axes = own.indices.filter {
        own[$0] >= 0 || shape.dimensions[$0] == sizes[own[$0]] ?? 1
      }
      kept.append(Shape(axes.map { shape.dimensions[$0] }))
      remaining.append(axes.map { own[$0] })
    }
    self.shapes = kept
    operands = remaining
    result = try halves.resultLabels(further, known: labels)
  }

  /// The size of each label.
  private static func sizes(
    _ labels: [[Int]],
    _ shapes: [Shape]
  ) throws(TensorError) -> [Int: Int] {
    var sizes: [Int: Int] = [:]
    var origins: [Int: Int] = [:]
    for (number, own) in labels.enumerated() {
      for (label, size) in zip(own, shapes[number].dimensions) {
        let known = sizes[label] ?? size
        if label < 0, known == 1 || size == 1 {
          sizes[label] = known == 1 ? size : known
          continue
        }
        guard known == size else {
          let name = label < 0 ? "an axis of `...`" : "index `\(EinsumText.text(label))`"
          let first = origins[label] ?? number
          let places =
            first == number
            ? "\(known) and \(size) in operand \(number + 1)"
            : "\(known) in operand \(first + 1) and \(size) in operand \(number + 1)"
          throw .shape("einsum: \(name) is \(places)", hint: nil)
        }
        sizes[label] = size
        origins[label] = origins[label] ?? number
      }
    }
    return sizes
  }

  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// The result: one operation for each product of two.
  func apply(to operands: [Operand], in graph: Graph) throws -> Operand {
    let label = "\"\(indices)\""
    var parts = Array(zip(operands, self.operands))
    if parts.count == 1 {
      let whole = Contraction([self.operands[0]], to: result)
      return try graph.apply(.contraction(whole, label: label), operands)
    }
    for (i, j) in ContractionOrder(self.operands, to: result, sizes: sizes).pairs {
      let (a, b) = (parts[i], parts[j])
      parts.remove(at: j)
      parts.remove(at: i)
      let target = parts.isEmpty ? result : kept(a.1, b.1, others: parts.map(\.1))
      let pair = Contraction([a.1, b.1], to: target)
      let name = operands.count == 2 ? label : "\"\(Self.text(pair))\""
      parts.append((try graph.apply(.contraction(pair, label: name), a.0, b.0), target))
    }
    return parts[0].0
  }

  /// What a product of two keeps: first what both have, as a product of matrices gives it.
  private func kept(_ a: [Int], _ b: [Int], others: [[Int]]) -> [Int] {
    var target: [Int] = []
    for label in a.filter(b.contains) + a + b where !target.contains(label) {
      if result.contains(label) || others.contains(where: { $0.contains(label) }) {
        target.append(label)
      }
    }
    return target
  }

  private static func text(_ contraction: Contraction) -> String {
    contraction.operands.map(text).joined(separator: ",") + "->" + text(contraction.result)
  }

  private static func text(_ labels: [Int]) -> String {
    labels.map(EinsumText.text).joined()
  }
}

/// The parts of a string of indices.
struct EinsumText {
  let operands: [Part]
  /// nil where the result follows from the operands.
  private let result: Part?

  /// The indices of one operand, or of the result.
  struct Part {
    let text: String
    /// A label for each index; `further` stands for `...`.
    let labels: [Int]
    static let further = Int.min

    var hasFurther: Bool { labels.contains(Self.further) }
  }

  init(_ text: String) throws(TensorError) {
    let plain = text.filter { !$0.isWhitespace }
    let arrow = plain.firstRange(of: "->")
    let left = arrow.map { plain[..<$0.lowerBound] } ?? plain[...]
    var operands: [Part] = []
    for part in left.split(separator: ",", omittingEmptySubsequences: false) {
      operands.append(try Self.part(part, of: text))
    }
    self.operands = operands
    var result: Part?
    if let arrow { result = try Self.part(plain[arrow.upperBound...], of: text) }
    self.result = result
  }

  private static func part(_ text: Substring, of whole: String) throws(TensorError) -> Part {
    var labels: [Int] = []
    var rest = text
    while let character = rest.first {
      if rest.hasPrefix("...") {
        guard !labels.contains(Part.further) else {
          throw .value("einsum: `...` occurs twice in `\(text)`", hint: nil)
        }
        labels.append(Part.further)
        rest = rest.dropFirst(3)
        continue
      }
      guard character.isLetter, let scalar = character.unicodeScalars.first else {
        throw .value(
          "einsum: `\(character)` in `\(whole)` is no index",
          hint: "indices are letters: `ij,jk->ik`"
        )
      }
      labels.append(Int(scalar.value))
      rest = rest.dropFirst()
    }
    return Part(text: String(text), labels: labels)
  }

  /// The letter of a label; the axes of `...` have numbers from the last.
  static func text(_ label: Int) -> String {
    UnicodeScalar(UInt32(exactly: label) ?? 0x2026).map { String(Character($0)) } ?? "…"
  }

  /// The labels of the result, of which the axes of `...` are counted from the last.
  func resultLabels(_ further: Int, known: [[Int]]) throws(TensorError) -> [Int] {
    let axes = (0..<further).map { $0 - further }
    guard let result else {
      let all = known.flatMap { $0 }.filter { $0 >= 0 }
      let single = Set(all).filter { label in all.count { $0 == label } == 1 }
      return axes + single.sorted()
    }
    guard further == 0 || result.hasFurther else {
      throw .value(
        "einsum: the axes of `...` are missing in the result `\(result.text)`",
        hint: "write `...` there too, or `sum` over them"
      )
    }
    var labels: [Int] = []
    for label in result.labels {
      if label == Part.further {
        labels += axes
        continue
      }
      guard known.contains(where: { $0.contains(label) }) else {
        throw .value(
          "einsum: index `\(Self.text(label))` of the result occurs in no operand",
          hint: nil
        )
      }
      guard !labels.contains(label) else {
        throw .value("einsum: index `\(Self.text(label))` occurs twice in the result", hint: nil)
      }
      labels.append(label)
    }
    return labels
  }
}

extension EinsumText.Part {
  /// The label of each axis of an operand.
  func labels(for shape: Shape, number: Int) throws(TensorError) -> [Int] {
    let named = labels.count { $0 != Self.further }
    guard hasFurther ? shape.rank >= named : shape.rank == named else {
      throw .shape(
        "einsum: operand \(number) of shape \(shape) has \(shape.rank == 1 ? "1 axis" : "\(shape.rank) axes"), and `\(text)` names "
          + "\(named)",
        hint: hasFurther || shape.rank < named ? nil : "`...` stands for further axes"
      )
    }
    let further = shape.rank - named
    return labels.flatMap { label in
      label == Self.further ? (0..<further).map { $0 - further } : [label]
    }
  }
}
