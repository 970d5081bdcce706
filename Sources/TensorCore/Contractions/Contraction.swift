/// Sums of products over labelled axes, of one or two tensors.
///
/// An axis's label says what it runs along. A label that occurs twice in an operand means its diagonal, one that is
/// missing in the result is summed over, and one that occurs twice in the result puts elements on a diagonal.
public struct Contraction: Hashable, Sendable {
  public let operands: [[Int]]
  public let result: [Int]

  public init(_ operands: [[Int]], to result: [Int]) {
    precondition(operands.count == 1 || operands.count == 2, "a contraction of one or two tensors")
    self.operands = operands
    self.result = result
  }

  public func value(of tensors: [Tensor], _ interruption: Interruption? = nil) throws -> Tensor {
    var steps = DirectSteps(interruption: interruption)
    return try value(of: tensors, in: &steps)
  }

  /// The steps of the value as part of a program.
  public func write(
    _ operands: [TensorProgram.Value],
    to program: inout TensorProgram
  ) throws -> TensorProgram.Value {
    try value(of: operands, in: &program)
  }

  private func value<Steps: TensorSteps>(
    of tensors: [Steps.Operand],
    in steps: inout Steps
  ) throws -> Steps.Operand {
    var unique: [Int] = []
    for label in result where !unique.contains(label) { unique.append(label) }
    var parts: [Labelled<Steps>] = []
    for (index, tensor) in tensors.enumerated() {
      let others = operands.indices.contains(1 - index) ? operands[1 - index] : []
      let numbers = try steps.cast(tensor, to: steps.dtype(of: tensor).arithmetic)
      let part = try Labelled(numbers, operands[index], in: steps).diagonal(&steps)
      parts.append(try part.summed(&steps) { !unique.contains($0) && !others.contains($0) })
    }
    let product =
      parts.count == 1
      ? parts[0] : try Labelled.product(parts[0], parts[1], to: unique, &steps)
    return try product.ordered(unique, &steps).spread(result, &steps)
  }
}

/// A tensor with the labels of its axes.
private struct Labelled<Steps: TensorSteps> {
  let tensor: Steps.Operand
  let shape: Shape
  let labels: [Int]

  init(_ tensor: Steps.Operand, _ labels: [Int], in steps: Steps) {
    self.tensor = tensor
    self.labels = labels
    shape = steps.shape(of: tensor)
  }

  func size(_ label: Int) -> Int {
    labels.firstIndex(of: label).map { shape.dimensions[$0] } ?? 1
  }

  /// The axes in another order.
  func ordered(_ order: [Int], _ steps: inout Steps) throws -> Labelled {
    if order == labels { return self }
    let axes = order.compactMap { labels.firstIndex(of: $0) }
    return Labelled(try steps.transpose(tensor, axes), order, in: steps)
  }

  /// Each label once: of equal ones the diagonal.
  func diagonal(_ steps: inout Steps) throws -> Labelled {
    guard
      let second = labels.indices.first(where: { labels[..<$0].contains(labels[$0]) }),
      let first = labels.firstIndex(of: labels[second])
    else { return self }
    let n = shape.dimensions[first]
    let rest = labels.indices.filter { $0 != first && $0 != second }
    let sizes = rest.map { shape.dimensions[$0] }
    let turned = try steps.transpose(tensor, rest + [first, second])
    let square = try steps.reshape(turned, to: Shape(sizes + [n * n]))
    let parts = rest.map { _ in AxisSelection.all } + [.slice(start: 0, stop: n * n, step: n + 1)]
    let diagonal = try steps.gather(square, Selection(parts, in: steps.shape(of: square)))
    let kept = rest.map { labels[$0] } + [labels[first]]
    return try Labelled(diagonal, kept, in: steps).diagonal(&steps)
  }

  /// The sum over the labels that `isSummed` holds for.
  func summed(_ steps: inout Steps, _ isSummed: (Int) -> Bool) throws -> Labelled {
    let axes = labels.indices.filter { isSummed(labels[$0]) }
    guard !axes.isEmpty else { return self }
    let sum = try steps.sum(tensor, axes: axes, keepsDimensions: false)
    return Labelled(sum, labels.filter { !isSummed($0) }, in: steps)
  }

  /// The tensor with labels that may repeat: zeros off the diagonals.
  func spread(_ target: [Int], _ steps: inout Steps) throws -> Steps.Operand {
    guard target.count > labels.count else { return tensor }
    guard let second = target.indices.first(where: { target[..<$0].contains(target[$0]) }) else {
      return tensor
    }
    let label = target[second]
    let shorter = target[..<second] + target[(second + 1)...]
    let inner = Labelled(try spread(Array(shorter), &steps), Array(shorter), in: steps)
    let position = inner.labels.firstIndex(of: label) ?? 0
    let n = inner.shape.dimensions[position]
    let rest = inner.labels.indices.filter { $0 != position }
    let moved = try steps.transpose(inner.tensor, rest + [position])
    let sizes = rest.map { inner.shape.dimensions[$0] }
    let parts = rest.map { _ in AxisSelection.all } + [.slice(start: 0, stop: n * n, step: n + 1)]
    let full = Shape(sizes + [n * n])
    let scattered = try steps.scatter(moved, Selection(parts, in: full), into: full)
    let square = try steps.reshape(scattered, to: Shape(sizes + [n, n]))
    // The axes stand as the rest, then the two equal ones; back to their places.
    var places = [Int](repeating: 0, count: target.count)
    for (axis, old) in rest.enumerated() { places[old < second ? old : old + 1] = axis }
    places[position] = rest.count
    places[second] = rest.count + 1
    return try steps.transpose(square, places)
  }
}

extension Labelled {
  /// The product of two, summed over what they share and the result does not have.
  static func product(
    _ a: Labelled,
    _ b: Labelled,
    to result: [Int],
    _ steps: inout Steps
  ) throws -> Labelled {
    let shared = a.labels.filter(b.labels.contains)
    let batch = shared.filter(result.contains)
    let inner = shared.filter { !result.contains($0) }
    let left = a.labels.filter { !shared.contains($0) }
    let right = b.labels.filter { !shared.contains($0) }
    // The other way round saves turning the result.
    if !inner.isEmpty, result == batch + right + left, !left.isEmpty, !right.isEmpty {
      return try product(b, a, to: batch + right + left, &steps)
    }
    if inner.isEmpty || (left.isEmpty && right.isEmpty && !batch.isEmpty) {
      return try elementwise(a, b, batch, left, right, inner, &steps)
    }
    func count(_ labels: [Int]) -> Int { labels.reduce(1) { $0 * max(a.size($1), b.size($1)) } }
    func sizes(_ labels: [Int]) -> [Int] { labels.map { max(a.size($0), b.size($0)) } }
    let turnsLeft = a.labels == batch + inner + left
    let turnsRight = b.labels == batch + right + inner
    let leading = batch.isEmpty ? [] : [count(batch)]
    let leftSides = turnsLeft ? [count(inner), count(left)] : [count(left), count(inner)]
    let rightSides = turnsRight ? [count(right), count(inner)] : [count(inner), count(right)]
    let leftMatrix = try a.ordered(turnsLeft ? a.labels : batch + left + inner, &steps)
    let rightMatrix = try b.ordered(turnsRight ? b.labels : batch + inner + right, &steps)
    let product = try steps.matmul(
      steps.reshape(leftMatrix.tensor, to: Shape(leading + leftSides)),
      steps.reshape(rightMatrix.tensor, to: Shape(leading + rightSides)),
      transposeLeft: turnsLeft,
      transposeRight: turnsRight
    )
    let shape = Shape(sizes(batch) + sizes(left) + sizes(right))
    let labels = batch + left + right
    return Labelled(try steps.reshape(product, to: shape), labels, in: steps)
  }

  /// Without a matrix product: element by element with broadcasting, and then a sum.
  private static func elementwise(
    _ a: Labelled,
    _ b: Labelled,
    _ batch: [Int],
    _ left: [Int],
    _ right: [Int],
    _ inner: [Int],
    _ steps: inout Steps
  ) throws -> Labelled {
    let x = try a.ordered(batch + left + inner, &steps)
    let y = try b.ordered(batch + right + inner, &steps)
    let stretched = Shape(
      batch.map(a.size) + left.map(a.size) + right.map { _ in 1 } + inner.map(a.size)
    )
    let other = Shape(
      batch.map(b.size) + left.map { _ in 1 } + right.map(b.size) + inner.map(b.size)
    )
    let product = try steps.apply(
      .multiply,
      to: steps.reshape(x.tensor, to: stretched),
      steps.reshape(y.tensor, to: other)
    )
    return try Labelled(product, batch + left + right + inner, in: steps)
      .summed(&steps, inner.contains)
  }
}
