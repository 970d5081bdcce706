import TensorCore

/// The element that one or two whole numbers pick out of a vector or matrix, found without a selection.
enum ElementPosition {
  /// The row-major position; nil where the general way has to find it or say what is wrong.
  static func find(_ first: Value, _ second: Value?, in tensor: Tensor) -> Int? {
    guard tensor.dtype == .float64, case .number(let row) = first else { return nil }
    let shape = tensor.shape
    guard let second else {
      guard shape.rank == 1 else { return nil }
      return index(row, below: shape.count)
    }
    guard case .number(let column) = second, shape.rank == 2 else { return nil }
    let width = shape.dimensions[1]
    guard let upper = index(row, below: shape.dimensions[0]),
      let lower = index(column, below: width)
    else { return nil }
    return upper * width + lower
  }

  private static func index(_ number: Double, below count: Int) -> Int? {
    guard let whole = Int(whole: number) else { return nil }
    let position = whole < 0 ? whole + count : whole
    return position >= 0 && position < count ? position : nil
  }
}

/// One or two plain indices, which may pick a single element.
struct ElementIndices {
  let first: Node
  let second: Node?

  /// nil for slices and for more than two.
  init?(_ subscripts: [SubscriptNode]) {
    guard (1...2).contains(subscripts.count), case .index(let first) = subscripts[0] else {
      return nil
    }
    self.first = first
    guard subscripts.count == 2 else {
      second = nil
      return
    }
    guard case .index(let second) = subscripts[1] else { return nil }
    self.second = second
  }

  /// The values of the indices as the general way takes them.
  func subscripts(_ firstValue: Value, _ secondValue: Value?) -> [EvaluatedSubscript] {
    var subscripts = [EvaluatedSubscript.index(firstValue, first.location)]
    if let second, let secondValue {
      subscripts.append(.index(secondValue, second.location))
    }
    return subscripts
  }
}
