/// Which elements of a shape an index means, and the shape they have together.
///
/// NumPy's rules: lists and masks beside each other broadcast to one list, whose axes stand where the
/// first of them stood, or in front where a slice separates them; a position beside lists is a list.
public struct Selection: Sendable {
  /// The shape that is indexed.
  public let sourceShape: Shape
  /// The shape of what is selected.
  public let resultShape: Shape

  /// Where the elements lie: a start, and what each axis of the result adds.
  let start: Int
  let parts: [Part]

  /// What one axis of the result, or several, adds to the offset of an element.
  enum Part: Sendable {
    case strided(count: Int, stride: Int)
    case list([Int])

    var count: Int {
      switch self {
      case .strided(let count, _): count
      case .list(let offsets): offsets.count
      }
    }
  }

  public init(_ selections: [AxisSelection], in shape: Shape) throws(TensorError) {
    var builder = SelectionBuilder(shape)
    try builder.add(selections)
    sourceShape = shape
    (start, parts, resultShape) = try builder.finish()
  }

  /// Whether no element can be named twice: positions and slices, but no lists.
  public var isDistinct: Bool {
    parts.allSatisfy { part in
      if case .strided = part { true } else { false }
    }
  }

  /// The offsets of single elements behind the start, where a list is all there is.
  var offsets: [Int]? {
    if parts.count == 1, case .list(let offsets) = parts[0] { offsets } else { nil }
  }

  /// Calls `body` with the offset of each innermost run and its first position in the result.
  ///
  /// - Complexity: O(the number of runs).
  func forEachRun<E: Error>(
    _ body: (_ offset: Int, _ stride: Int, _ count: Int, _ position: Int) throws(E) -> Void
  ) throws(E) {
    guard resultShape.count > 0 else { return }
    var outer = parts
    var run = (count: 1, stride: 1)
    if case .strided(let count, let stride) = parts.last {
      run = (count, stride)
      outer.removeLast()
    }
    var indices = outer.map { _ in 0 }
    var position = 0
    while true {
      var offset = start
      for (part, index) in zip(outer, indices) {
        switch part {
        case .strided(_, let stride): offset += index * stride
        case .list(let offsets): offset += offsets[index]
        }
      }
      try body(offset, run.stride, run.count, position)
      position += run.count
      var axis = outer.count - 1
      while axis >= 0, indices[axis] + 1 == outer[axis].count {
        indices[axis] = 0
        axis -= 1
      }
      guard axis >= 0 else { return }
      indices[axis] += 1
    }
  }
}
