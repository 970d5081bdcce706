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
    /// The elements of a vector, and the rows of other tensors, that are still shown whole.
    public let elements: Int
    public let rows: Int
    /// The characters a line of a vector may have, and the row of a matrix.
    public let lineWidth: Int
    public let rowWidth: Int

    public init(
      count: Int = 1000,
      edge: Int = 3,
      columns: Int = 30,
      elements: Int = 200,
      rows: Int = 60,
      lineWidth: Int = 100,
      rowWidth: Int = 160
    ) {
      self.count = count
      self.edge = edge
      self.columns = columns
      self.elements = elements
      self.rows = rows
      self.lineWidth = lineWidth
      self.rowWidth = rowWidth
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
    self.shape = shape
    self.typeName = typeName
    self.limits = limits
    var positions = Self.positions(shape, limits)
    var texts: [String] = []
    repeat {
      let numbers = Self.offsets(shape: shape, positions: positions).map(position)
      // Of other types a number's shortest text as a double says nothing about where it came from.
      let residue =
        typeName == "float64" ? Residue(among: numbers, precision: style.precision) : nil
      texts = numbers.map { number in
        switch element {
        case .number: residue?.contains(number) == true ? Residue.text : style.text(number)
        case .truth: number == 0 ? "false" : "true"
        }
      }
    } while Self.narrow(&positions, texts, limits)
    self.positions = positions
    self.texts = texts
  }

  /// The positions shown along each axis, as far as counts decide.
  private static func positions(_ shape: [Int], _ limits: Limits) -> [[Int?]] {
    func product(_ sizes: some Sequence<Int>) -> Int {
      sizes.reduce(1) { $0.multipliedReportingOverflow(by: $1).partialValue }
    }
    let isLarge =
      product(shape) > limits.count || shape.count == 1 && shape[0] > limits.elements
    let isTall = shape.count > 1 && product(shape.dropLast()) > limits.rows
    return shape.enumerated().map { axis, size in
      let isLast = axis == shape.count - 1
      let isTooLong = isLast ? axis > 0 && size > limits.columns : isTall
      guard isLarge || isTooLong else { return Array(0..<size) }
      return ends(of: size, isLarge ? limits.edge : limits.columns / 4)
    }
  }

  private static func ends(of size: Int, _ edge: Int) -> [Int?] {
    guard size > 2 * edge + 1 else { return Array(0..<size) }
    return Array(0..<edge) + [nil] + Array((size - edge)..<size)
  }

  /// Leaves out columns in the middle where the rows of a matrix are too wide; false where they fit.
  private static func narrow(
    _ positions: inout [[Int?]],
    _ texts: [String],
    _ limits: Limits
  ) -> Bool {
    guard positions.count > 1, let columns = positions.last, !columns.contains(nil),
      columns.count > 2 * limits.edge + 1
    else { return false }
    // Points stand below points: a column is as wide as its widest number, and a little wider.
    let widths = columns.indices.map { column in
      stride(from: column, to: texts.count, by: columns.count).reduce(0) {
        max($0, texts[$1].utf8.count)
      }
    }
    let width = widths.reduce(0) { $0 + $1 + 2 }
    guard width > limits.rowWidth else { return false }
    let kept = columns.count * limits.rowWidth / width
    positions[positions.count - 1] = ends(of: columns.count, max(limits.edge, kept / 2))
    return true
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
