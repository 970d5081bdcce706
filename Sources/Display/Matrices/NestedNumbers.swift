/// The numbers of a tensor as they are shown: all of them, or the corners of a large one.
public struct NestedNumbers: Sendable {
  /// How much is shown before the middle is left out.
  public struct Limits: Hashable, Sendable {
    /// The elements of a tensor that is still shown whole.
    public let count: Int
    /// The elements kept at each end of a long axis of a tensor that is not.
    public let edge: Int
    /// The columns of a matrix that is still shown whole.
    public let columns: Int
    /// The characters a line of a vector may have.
    public let lineWidth: Int

    public init(count: Int = 1000, edge: Int = 3, columns: Int = 30, lineWidth: Int = 100) {
      self.count = count
      self.edge = edge
      self.columns = columns
      self.lineWidth = lineWidth
    }

    public static let standard = Limits()
  }

  /// What the elements are.
  public enum Element: Sendable {
    case number
    case truth
  }

  public let shape: [Int]
  /// The name of the element type, said where a tensor is shortened: `float64`.
  public let typeName: String
  let limits: Limits
  /// For each axis the positions shown; nil stands for those left out.
  let positions: [[Int?]]
  /// The text of the elements at `positions`, row-major, without those left out.
  private let texts: [String]

  /// Reads only the elements that are shown, each by its row-major position.
  public init(
    shape: [Int],
    of element: Element = .number,
    typeName: String = "float64",
    style: NumberStyle = .standard,
    limits: Limits = .standard,
    at position: (Int) -> Double
  ) {
    let count = shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    let isLarge = count > limits.count
    self.shape = shape
    self.typeName = typeName
    self.limits = limits
    positions = shape.enumerated().map { axis, size in
      let isTooWide = axis > 0 && axis == shape.count - 1 && size > limits.columns
      let edge = isLarge ? limits.edge : limits.columns / 4
      guard isLarge || isTooWide, size > 2 * edge + 1 else { return Array(0..<size) }
      return Array(0..<edge) + [nil] + Array((size - edge)..<size)
    }
    let numbers = Self.offsets(shape: shape, positions: positions).map(position)
    // Of other types a number's shortest text as a double says nothing about where it came from.
    let residue = typeName == "float64" ? Residue(among: numbers, precision: style.precision) : nil
    texts = numbers.map { number in
      switch element {
      case .number:
        return residue?.contains(number) == true ? Residue.text : style.text(number)
      case .truth: return number == 0 ? "false" : "true"
      }
    }
  }

  /// Takes the elements in row-major order.
  public init(
    shape: [Int],
    values: [Double],
    of element: Element = .number,
    typeName: String = "float64",
    style: NumberStyle = .standard,
    limits: Limits = .standard
  ) {
    self.init(shape: shape, of: element, typeName: typeName, style: style, limits: limits) {
      values.indices.contains($0) ? values[$0] : .nan
    }
  }

  /// Whether something is left out.
  public var isShortened: Bool { positions.contains { $0.contains(nil) } }

  /// The rows of the last two axes, one matrix after the other; a vector is one row.
  ///
  /// The text of what is left out is `…`.
  var matrices: [[[String]]] {
    let columns = positions.last ?? [0]
    let rows = positions.count > 1 ? positions[positions.count - 2] : [0]
    let perMatrix = rows.compactMap(\.self).count * columns.compactMap(\.self).count
    guard perMatrix > 0 else { return [] }
    var cells = texts[...]
    return (0..<(texts.count / perMatrix)).map { _ in
      rows.map { row in
        columns.map { column in
          row == nil || column == nil ? "…" : cells.popFirst() ?? "…"
        }
      }
    }
  }

  private static func offsets(shape: [Int], positions: [[Int?]]) -> [Int] {
    var offsets = [0]
    for (size, kept) in zip(shape, positions) {
      let shown = kept.compactMap(\.self)
      offsets = offsets.flatMap { offset in shown.map { offset * size + $0 } }
    }
    return offsets
  }

  /// Shape and element type, as a shortened tensor says them: `shape (1000), float64`.
  var note: String {
    "shape (\(shape.map(String.init).joined(separator: ", "))), \(typeName)"
  }
}
