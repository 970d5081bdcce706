import Language
import TensorCore

extension BoundArguments {
  /// The shape given as sizes or as one tuple of them: `zeros(2, 3)` and `zeros((2, 3))`.
  func shape() throws -> Shape {
    try Shape.validated(restSizes("sizes"))
  }

  /// The element type of the argument `dtype`.
  func dtype() throws -> DType {
    if case .function(let cast as BuiltinFunction) = self["dtype"],
      let dtype = DType.allCases.first(where: { $0.name == cast.name })
    {
      return dtype
    }
    let name = try string("dtype")
    guard let dtype = DType.allCases.first(where: { $0.name == name }) else {
      throw mistake(
        "dtype",
        .value,
        "there is no element type \"\(name)\"",
        hint: "`\"float64\"`, `\"float32\"` or `\"bool\"`"
      )
    }
    return dtype
  }
}

extension FormalParameter {
  static let dtype = FormalParameter.keyword("dtype", .string(DType.float64.name))
}
