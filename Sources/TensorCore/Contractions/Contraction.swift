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

  public func value(
    of tensors: [Tensor],
    _ interruption: Interruption? = nil
  ) throws(TensorError) -> Tensor {
    var unique: [Int] = []
    for label in result where !unique.contains(label) { unique.append(label) }
    var parts: [Labelled] = []
    for (index, tensor) in tensors.enumerated() {
      let others = operands.indices.contains(1 - index) ? operands[1 - index] : []
      let part = try Labelled(tensor.cast(to: tensor.dtype.arithmetic), operands[index]).diagonal()
      parts.append(try part.summed { !unique.contains($0) && !others.contains($0) })
    }
    let product =
      parts.count == 1
      ? parts[0] : try Labelled.product(parts[0], parts[1], to: unique, interruption)
    return try product.ordered(unique).spread(result)
  }
}

/// A tensor with the labels of its axes.
private struct Labelled {
  let tensor: Tensor
  let labels: [Int]

  init(_ tensor: Tensor, _ labels: [Int]) {
    self.tensor = tensor
    self.labels = labels
  }

  func size(_ label: Int) -> Int {
    labels.firstIndex(of: label).map { tensor.shape.dimensions[$0] } ?? 1
  }

  /// The axes in another order.
  func ordered(_ order: [Int]) throws(TensorError) -> Labelled {
    if order == labels { return self }
    let axes = order.compactMap { labels.firstIndex(of: $0) }
    return Labelled(try tensor.transposed(permutation: axes), order)
  }

  /// Each label once: of equal ones the diagonal.
  func diagonal() throws(TensorError) -> Labelled {
    guard
      let second = labels.indices.first(where: { labels[..<$0].contains(labels[$0]) }),
      let first = labels.firstIndex(of: labels[second])
    else { return self }
    let n = tensor.shape.dimensions[first]
    let rest = labels.indices.filter { $0 != first && $0 != second }
    let sizes = rest.map { tensor.shape.dimensions[$0] }
    let square = try tensor.transposed(permutation: rest + [first, second])
      .reshaped(to: Shape(sizes + [n * n]))
    let parts = rest.map { _ in AxisSelection.all } + [.slice(start: 0, stop: n * n, step: n + 1)]
    let diagonal = try square.gathered(Selection(parts, in: square.shape))
    return try Labelled(diagonal, rest.map { labels[$0] } + [labels[first]]).diagonal()
  }

  /// The sum over the labels that `isSummed` holds for.
  func summed(_ isSummed: (Int) -> Bool) throws(TensorError) -> Labelled {
    let axes = labels.indices.filter { isSummed(labels[$0]) }
    guard !axes.isEmpty else { return self }
    return Labelled(try tensor.sum(axes: axes), labels.filter { !isSummed($0) })
  }

  /// The tensor with labels that may repeat: zeros off the diagonals.
  func spread(_ target: [Int]) throws(TensorError) -> Tensor {
    guard target.count > labels.count else { return tensor }
    guard let second = target.indices.first(where: { target[..<$0].contains(target[$0]) }) else {
      return tensor
    }
    let label = target[second]
    let shorter = target[..<second] + target[(second + 1)...]
    let inner = Labelled(try spread(Array(shorter)), Array(shorter))
    let position = inner.labels.firstIndex(of: label) ?? 0
    let n = inner.tensor.shape.dimensions[position]
    let rest = inner.labels.indices.filter { $0 != position }
    let moved = try inner.tensor.transposed(permutation: rest + [position])
    let sizes = rest.map { inner.tensor.shape.dimensions[$0] }
    let parts = rest.map { _ in AxisSelection.all } + [.slice(start: 0, stop: n * n, step: n + 1)]
    let full = Shape(sizes + [n * n])
    let square = try Tensor.scatterAdded(moved, at: Selection(parts, in: full), into: full)
      .reshaped(to: Shape(sizes + [n, n]))
    // The axes stand as the rest, then the two equal ones; back to their places.
    var places = [Int](repeating: 0, count: target.count)
    for (axis, old) in rest.enumerated() { places[old < second ? old : old + 1] = axis }
    places[position] = rest.count
    places[second] = rest.count + 1
    return try square.transposed(permutation: places)
  }
}

extension Labelled {
  /// The product of two, summed over what they share and the result does not have.
  static func product(
    _ a: Labelled,
    _ b: Labelled,
    to result: [Int],
    _ interruption: Interruption?
  ) throws(TensorError) -> Labelled {
    let shared = a.labels.filter(b.labels.contains)
    let batch = shared.filter(result.contains)
    let inner = shared.filter { !result.contains($0) }
    let left = a.labels.filter { !shared.contains($0) }
    let right = b.labels.filter { !shared.contains($0) }
    // The other way round saves turning the result.
    if !inner.isEmpty, result == batch + right + left, !left.isEmpty, !right.isEmpty {
      return try product(b, a, to: batch + right + left, interruption)
    }
    if inner.isEmpty || (left.isEmpty && right.isEmpty && !batch.isEmpty) {
      return try elementwise(a, b, batch, left, right, inner)
    }
    func count(_ labels: [Int]) -> Int { labels.reduce(1) { $0 * max(a.size($1), b.size($1)) } }
    func sizes(_ labels: [Int]) -> [Int] { labels.map { max(a.size($0), b.size($0)) } }
    let turnsLeft = a.labels == batch + inner + left
    let turnsRight = b.labels == batch + right + inner
    let leading = batch.isEmpty ? [] : [count(batch)]
    let leftSides = turnsLeft ? [count(inner), count(left)] : [count(left), count(inner)]
    let rightSides = turnsRight ? [count(right), count(inner)] : [count(inner), count(right)]
    let product = try Tensor.matmul(
      a.ordered(turnsLeft ? a.labels : batch + left + inner).tensor
        .reshaped(to: Shape(leading + leftSides)),
      b.ordered(turnsRight ? b.labels : batch + inner + right).tensor
        .reshaped(to: Shape(leading + rightSides)),
      transposeLeft: turnsLeft,
      transposeRight: turnsRight,
      interruption: interruption
    )
    let shape = Shape(sizes(batch) + sizes(left) + sizes(right))
    return Labelled(try product.reshaped(to: shape), batch + left + right)
  }

  /// Without a matrix product: element by element with broadcasting, and then a sum.
  private static func elementwise(
    _ a: Labelled,
    _ b: Labelled,
    _ batch: [Int],
    _ left: [Int],
    _ right: [Int],
    _ inner: [Int]
  ) throws(TensorError) -> Labelled {
    let x = try a.ordered(batch + left + inner)
    let y = try b.ordered(batch + right + inner)
    let stretched = Shape(
      batch.map(a.size) + left.map(a.size) + right.map { _ in 1 } + inner.map(a.size)
    )
    let other = Shape(
      batch.map(b.size) + left.map { _ in 1 } + right.map(b.size) + inner.map(b.size)
    )
    let product = try BinaryKernel.multiply.apply(
      to: x.tensor.reshaped(to: stretched),
      y.tensor.reshaped(to: other)
    )
    return try Labelled(product, batch + left + right + inner).summed(inner.contains)
  }
}
