import Display
import Language
import TensorCore

/// Reads the points drawn over a field, each class in its own colour.
struct PointsReader {
  let xs: [Double]
  let ys: [Double]
  /// The class of each point; nil where there are no classes.
  let classes: [Double]?

  /// `(x, y)` of points (n, 2) with their classes, or of two coordinate vectors; points alone.
  init(_ value: Value) throws {
    guard case .tuple(let tuple) = value, tuple.elements.count == 2 else {
      (xs, ys) = try Self.coordinates(value)
      classes = nil
      return
    }
    let (first, second) = (tuple.elements[0], tuple.elements[1])
    if let tensor = try first.operand?.value, tensor.rank == 1 {
      guard let other = try second.operand?.value, other.shape == tensor.shape else {
        throw Self.misfit("vectors of x and y of one length, or points (n, 2) with classes")
      }
      (xs, ys) = (tensor.values, other.values)
      classes = nil
      return
    }
    (xs, ys) = try Self.coordinates(first)
    classes = try Self.classes(second, count: xs.count)
  }

  /// A series for each class, coloured by its place among all classes.
  ///
  /// Points without classes are one series after `colors` others.
  func series(
    after colors: Int = 0,
    labels: [String] = [],
    isRimmed: Bool = false
  ) -> [Plot.Series] {
    guard let classes else {
      return [
        Plot.Series(
          name: labels.first ?? "",
          mark: .points,
          xs: xs,
          ys: ys,
          color: colors,
          isRimmed: isRimmed
        )
      ]
    }
    return Self.values(of: classes).enumerated().map { position, value in
      let members = classes.indices.filter { classes[$0] == value }
      return Plot.Series(
        name: position < labels.count ? labels[position] : "class \(NumberText.text(value))",
        mark: .points,
        xs: members.map { xs[$0] },
        ys: members.map { ys[$0] },
        color: colors + position,
        isRimmed: isRimmed
      )
    }
  }

  /// The classes that occur, in order.
  static func values(of classes: [Double]) -> [Double] {
    Set(classes.filter { !$0.isNaN }).sorted()
  }

  private static func coordinates(_ value: Value) throws -> ([Double], [Double]) {
    guard let tensor = try value.operand?.value, tensor.rank == 2, tensor.shape.dimensions[1] == 2
    else { throw misfit("points of shape (n, 2), not \(value.described)") }
    let values = tensor.values
    let rows = 0..<tensor.shape.dimensions[0]
    return (rows.map { values[2 * $0] }, rows.map { values[2 * $0 + 1] })
  }

  /// Class indices of shape (n) or (n, 1), or one-hot rows (n, k).
  private static func classes(_ value: Value, count: Int) throws -> [Double] {
    guard let tensor = try value.operand?.value, tensor.shape.dimensions.first == count,
      tensor.rank <= 2
    else {
      throw misfit("a class for each of the \(count) points, not \(value.described)")
    }
    let width = tensor.rank == 2 ? tensor.shape.dimensions[1] : 1
    guard width > 1 else { return tensor.values }
    let values = tensor.values
    return (0..<count).map { row in
      let scores = values[(row * width)..<((row + 1) * width)]
      let best = scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? row * width
      return Double(best - row * width)
    }
  }

  private static func misfit(_ wanted: String) -> Diagnostic {
    Diagnostic(
      .shape,
      "points are drawn from \(wanted)",
      hint: "write `points=(x, y)` with x of shape (n, 2) and y of shape (n)"
    )
  }
}
