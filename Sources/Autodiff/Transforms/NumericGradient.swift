import TensorCore

extension Graph {
  /// The gradient of a function by central differences, in the structure of the `selected` arguments.
  ///
  /// The step is the cube root of the machine precision times the size of the element, where truncation and
  /// rounding are about equal; the result is good to about ten digits.
  ///
  /// - Throws: `EngineError` where the function doesn't return one number.
  public func numericGradient(
    of function: Function,
    at arguments: [Tree],
    selected: [Int]
  ) throws -> [Tree] {
    try selected.map { index in
      let leaves = arguments[index].leaves
      let gradients = try leaves.indices.filter { leaves[$0].isDifferentiable }.map {
        try differences(of: function, Place(arguments: arguments, index: index, leaf: $0))
      }
      return arguments[index].withoutOthers.replacingDifferentiable(gradients)
    }
  }

  /// One differentiable part of one argument.
  private struct Place {
    let arguments: [Tree]
    let index: Int
    let leaf: Int

    var operand: Operand { arguments[index].leaves[leaf] }

    /// The arguments with another part in this place.
    func replaced(by part: Operand) -> [Tree] {
      var result = arguments
      var number = -1
      result[index] = arguments[index].mapLeaves { leaf in
        number += 1
        return number == self.leaf ? part : leaf
      }
      return result
    }
  }

  /// The differences by each element of a part, in its shape.
  ///
  /// They can be differentiated themselves by what a transform around them does. By parameters they cannot, because the
  /// history of all evaluations would have to be kept.
  private func differences(of function: Function, _ place: Place) throws -> Operand {
    let kind = place.operand.kind
    let values = place.operand.value.values
    var byParameters: Operand?
    let differences = try values.indices.map { element in
      try interruption.check()
      let center = values[element]
      let step = Self.step(center, kind.dtype)
      let above = try value(of: function, place, values, element, center + step)
      let below = try value(of: function, place, values, element, center - step)
      let width = (center + step) - (center - step)
      let slope = try apply(.divide, apply(.subtract, above, below), .number(width))
      guard let variable = slope.variable, !variable.isTraced else { return slope }
      if variable.isDifferentiated { byParameters = slope }
      return slope.detached
    }
    guard differences.contains(where: { $0.variable != nil }) else {
      let numbers = differences.map(\.value.scalar)
      let gradient = try Tensor(values: numbers, shape: kind.shape, dtype: kind.dtype)
      guard let byParameters else { return Operand(gradient) }
      return try apply(.differences(gradient), byParameters)
    }
    let gradient = try apply(.reshape(to: kind.shape), apply(.stack(axis: 0), differences))
    return kind.dtype == gradient.dtype ? gradient : try apply(.cast(to: kind.dtype), gradient)
  }

  private static func step(_ center: Double, _ dtype: DType) -> Double {
    let precision = dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let root = UnaryKernel.cbrt.apply(to: precision)
    return root * max(1, center.magnitude)
  }

  /// The function's value where one element of a part is another number.
  private func value(
    of function: Function,
    _ place: Place,
    _ values: [Double],
    _ element: Int,
    _ number: Double
  ) throws -> Operand {
    let operand = place.operand
    var values = values
    let center = values[element]
    values[element] = number
    var part = Operand(try Tensor(values: values, shape: operand.shape, dtype: operand.dtype))
    if operand.variable != nil {
      var shift = [Double](repeating: 0, count: values.count)
      shift[element] = number - center
      let moved = try Tensor(values: shift, shape: operand.shape, dtype: operand.dtype)
      part = try apply(.add, operand, Operand(moved))
    }
    let result = try Self.oneNumber(function(place.replaced(by: part)))
    return result.dtype == .float64 ? result : try apply(.cast(to: .float64), result)
  }
}

extension Operation {
  /// Differences of values that depend on parameters.
  fileprivate static func differences(_ gradient: Tensor) -> Operation {
    undifferentiable(
      gradient,
      called: "numeric_grad",
      because: EngineError(
        "differences are not differentiated by parameters",
        hint: "`grad` gives a gradient that is; or make the parameter an argument of a function"
      )
    )
  }
}
