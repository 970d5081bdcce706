public import TensorCore

/// An operand as a note shows it: the one number that mattered, or as much of a tensor as a reader takes in.
public enum NotedOperand: Sendable {
  case number(Double)
  /// The first elements of a vector.
  case vector([Double], count: Int, isFinite: Bool)
  case tensor(Shape, isFinite: Bool)

  /// How many elements of a vector are shown.
  private static let shownCount = 4

  private init(_ tensor: Tensor) {
    switch tensor.rank {
    case 0: self = .number(tensor.scalar)
    case 1:
      let shown = (0..<min(tensor.count, Self.shownCount)).map { tensor[$0] }
      self = .vector(shown, count: tensor.count, isFinite: tensor.allFinite)
    default: self = .tensor(tensor.shape, isFinite: tensor.allFinite)
    }
  }

  /// The operands that an element of a result was computed from, given by its row-major position in a shape.
  ///
  /// Of an elementwise operation these are numbers, of any other all of its operands.
  static func operands(
    _ inputs: [Tensor],
    of operation: Operation,
    at position: Int,
    in shape: Shape
  ) -> [NotedOperand] {
    guard operation.isElementwise else { return inputs.map { NotedOperand($0) } }
    return inputs.map { input in
      guard let place = input.shape.place(of: position, broadcastTo: shape) else {
        return NotedOperand(input)
      }
      return .number(input[place])
    }
  }

  var isFinite: Bool {
    switch self {
    case .number(let number): number.isFinite
    case .vector(_, _, let isFinite), .tensor(_, let isFinite): isFinite
    }
  }
}

extension Operation {
  fileprivate var isElementwise: Bool {
    switch family {
    case .unary, .elementwise, .binary: true
    case .leaf, .linear, .general, .custom: false
    }
  }
}

extension Shape {
  /// The row-major position of the element that broadcasting puts in a place of a larger shape; nil where it doesn't
  /// broadcast there.
  fileprivate func place(of position: Int, broadcastTo target: Shape) -> Int? {
    guard position < target.count, rank <= target.rank else { return nil }
    var (rest, place, stride) = (position, 0, 1)
    for (axis, size) in target.dimensions.enumerated().reversed() {
      let index = rest % size
      rest /= size
      let own = axis - (target.rank - rank)
      guard own >= 0 else { continue }
      guard dimensions[own] == size || dimensions[own] == 1 else { return nil }
      place += dimensions[own] == 1 ? 0 : index * stride
      stride *= dimensions[own]
    }
    return place
  }
}
