import Autodiff
import Language
import TensorCore

/// A product of two operands whose shapes do not fit: what would.
///
/// The engine knows shapes only; here the operands have names.
struct ProductMisfit {
  let left: Shape
  let right: Shape
  /// The source of the operands, in parentheses where it is more than a name.
  private let leftText: String
  private let rightText: String

  /// nil where an operand is too long to stand in a hint.
  init?(_ left: Shape, _ leftNode: Node, _ right: Shape, _ rightNode: Node) {
    guard let first = leftNode.shortText, let second = rightNode.shortText else { return nil }
    (self.left, self.right) = (left, right)
    leftText = ProductMisfit.factor(first)
    rightText = ProductMisfit.factor(second)
  }

  /// For `A @ B`; nil where the engine's own hint is all there is.
  var matrixHint: String? {
    guard (1...2).contains(left.rank), (1...2).contains(right.rank) else { return nil }
    if left.rank == 1, right.rank == 1 { return nil }
    if right.rank == 2, columns(left) == right.dimensions[1] {
      return "`\(leftText) @ \(rightText).T` fits: "
        + "the transpose of \(rightText) is \(turned(right))"
    }
    if left.rank == 2, left.dimensions[0] == rows(right) {
      return "`\(leftText).T @ \(rightText)` fits: "
        + "the transpose of \(leftText) is \(turned(left))"
    }
    if columns(right) == rows(left) {
      return "`\(rightText) @ \(leftText)`, the other order, fits"
    }
    return "no transposition of \(leftText) or \(rightText) fits either; "
      + "did one come from the wrong layer?"
  }

  /// For `A * B`, where only a matrix product fits.
  var elementwiseHint: String? {
    guard (1...2).contains(left.rank), (1...2).contains(right.rank),
      left.dimensions.last == right.dimensions.first
    else { return nil }
    let rows = left.dimensions.dropLast() + right.dimensions.dropFirst()
    let result = Shape(Array(rows))
    return "`*` multiplies element by element; the matrix product "
      + "`\(leftText) @ \(rightText)` is \(result)"
  }

  /// For `A + b` and its kin, where a column would fit in the place of a vector.
  var columnHint: String? {
    let (matrix, vector, text) =
      left.rank == 1 ? (right, left, leftText) : (left, right, rightText)
    guard matrix.rank == 2, vector.rank == 1, matrix.dimensions[0] == vector.count else {
      return nil
    }
    return "`reshape(\(text), (\(vector.count), 1))`, a column, fits"
  }

  /// The length of the rows of a left factor.
  private func columns(_ shape: Shape) -> Int { shape.dimensions.last ?? 1 }

  private func rows(_ shape: Shape) -> Int { shape.dimensions.first ?? 1 }

  private func turned(_ shape: Shape) -> Shape { Shape(Array(shape.dimensions.reversed())) }

  private static func factor(_ text: String) -> String {
    let isName = text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    let isList = text.hasPrefix("[") && text.hasSuffix("]")
    let isCall = text.hasSuffix(")") && !text.contains(" ")
    return isName || isList || isCall ? text : "(\(text))"
  }
}
