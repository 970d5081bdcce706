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
    case list(Places)

    var count: Int {
      switch self {
      case .strided(let count, _): count
      case .list(let offsets): offsets.count
      }
    }

    /// What leads from one element to the next; 0 for a list, whose elements have offsets of their own.
    fileprivate var stride: Int {
      if case .strided(_, let stride) = self { stride } else { 0 }
    }

    /// A stretch of it.
    fileprivate func piece(_ part: Range<Int>) -> Piece {
      switch self {
      case .strided(_, let stride): .strided(count: part.count, stride: stride)
      case .list(let offsets): .list(offsets, part)
      }
    }

    /// What it adds at an index.
    func offset(_ index: Int) -> Int {
      switch self {
      case .strided(_, let stride): index * stride
      case .list(let offsets): offsets[index]
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

  /// Where whole rows begin that each lie in one piece, and how long they are; nil for any other selection.
  var pieces: (places: Places, width: Int)? {
    guard parts.count == 2, case .list(let places) = parts[0],
      case .strided(let width, let stride) = parts[1], stride == 1 || width == 1
    else { return nil }
    return (places, width)
  }

  /// What the innermost axis adds: a row that kernels walk at once.
  var row: Part { parts.last ?? .strided(count: 1, stride: 1) }

  /// How many rows there are.
  var rowCount: Int { resultShape.count / max(1, row.count) }

  /// Calls `body` with the offset of each of some rows and its first position in the result.
  ///
  /// - Complexity: O(the number of rows).
  func forEachRow<E: Error>(
    _ rows: Range<Int>,
    _ body: (_ offset: Int, _ position: Int) throws(E) -> Void
  ) throws(E) {
    guard resultShape.count > 0, !rows.isEmpty else { return }
    let outer = parts.dropLast()
    var indices: [Int] = []
    var rest = rows.lowerBound
    for part in outer.reversed() {
      indices.insert(rest % part.count, at: 0)
      rest /= part.count
    }
    let last = outer.count - 1
    // What the axes but the last of the outer ones add.
    func base() -> Int {
      (0..<max(0, last)).reduce(start) { $0 + outer[$1].offset(indices[$1]) }
    }
    var offset = base()
    for row in rows {
      try body(last < 0 ? offset : offset + outer[last].offset(indices[last]), row * self.row.count)
      guard last >= 0 else { return }
      indices[last] += 1
      guard indices[last] == outer[last].count else { continue }
      var axis = last
      while axis >= 0, indices[axis] == outer[axis].count {
        indices[axis] = 0
        axis -= 1
        if axis >= 0 { indices[axis] += 1 }
      }
      offset = base()
    }
  }

  /// A row, or a stretch of one.
  enum Piece {
    case strided(count: Int, stride: Int)
    case list(Places, Range<Int>)
  }

  /// Calls `body` for all rows, or stretches of long ones, on several threads unless `threads` is 1: then in order.
  func forEachPiece(
    threads: Int = Workers.count,
    _ interruption: Interruption? = nil,
    _ body: (_ offset: Int, _ piece: Piece, _ position: Int) -> Void
  ) throws(TensorError) {
    let grain = Workers.grain(2)
    let (row, rowCount) = (row, rowCount)
    guard row.count > grain else {
      let height = max(1, grain / max(1, row.count))
      return try Workers.split(rowCount, grain: height, threads: threads, interruption) { rows in
        forEachRow(rows) { offset, position in
          body(offset, row.piece(0..<row.count), position)
        }
      }
    }
    try forEachRow(0..<rowCount) { offset, position throws(TensorError) in
      try Workers.split(row.count, grain: grain, threads: threads, interruption) { part in
        let first = offset + row.stride * part.lowerBound
        body(first, row.piece(part), position + part.lowerBound)
      }
    }
  }

  /// Calls `body` for all that neighbours at one distance: with the offset of the first, the distance, how many they are,
  /// and the position of the first in the result.
  func forEachRun<E: Error>(
    _ body: (_ offset: Int, _ stride: Int, _ count: Int, _ position: Int) throws(E) -> Void
  ) throws(E) {
    try forEachRow(0..<rowCount) { offset, position throws(E) in
      switch row {
      case .strided(let count, let stride): try body(offset, stride, count, position)
      case .list(let offsets):
        for place in 0..<offsets.count { try body(offset + offsets[place], 1, 1, position + place) }
      }
    }
  }
}
