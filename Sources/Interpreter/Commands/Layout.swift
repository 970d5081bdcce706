import TensorCore

extension Command {
  static let layout = Command(
    "layout",
    argument: "row or column",
    "Sets whether explanations show the derivative by a vector as a row or as a column."
  ) { session, call in
    guard let layout = DerivativeLayout(rawValue: call.argument) else {
      throw call.refused("`%layout` is `row` or `column`", hint: "write `%layout column`")
    }
    session.context.layout = layout
    return nil
  }
}

/// How explanations show the derivative of a number by a vector.
public enum DerivativeLayout: String {
  /// Numerator layout: the derivative is a row.
  case row
  /// Denominator layout: the derivative is a column, as the vector is.
  case column

  func shown(_ derivative: Tensor) throws(TensorError) -> Tensor {
    guard derivative.rank == 1 else { return derivative }
    let count = derivative.count
    return try derivative.reshaped(to: self == .row ? [1, count] : [count, 1])
  }
}
