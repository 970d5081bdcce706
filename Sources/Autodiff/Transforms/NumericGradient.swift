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
    var point = arguments.map { $0.mapLeaves(\.plain) }
    return try selected.map { index in
      let leaves = point[index].leaves
      var gradients: [Operand] = []
      for (position, leaf) in leaves.enumerated() where leaf.isDifferentiable {
        let original = leaf.value
        var values = original.values
        var differences: [Double] = []
        for element in values.indices {
          try interruption.check()
          let center = values[element]
          let step = Self.step(center, original.dtype)
          values[element] = center + step
          let above = try evaluate(function, &point, index, leaves, position, values)
          values[element] = center - step
          let below = try evaluate(function, &point, index, leaves, position, values)
          values[element] = center
          differences.append((above - below) / ((center + step) - (center - step)))
        }
        gradients.append(
          Operand(try Tensor(values: differences, shape: original.shape, dtype: original.dtype))
        )
      }
      return arguments[index].withoutOthers.replacingDifferentiable(gradients)
    }
  }

  private static func step(_ center: Double, _ dtype: DType) -> Double {
    let precision = dtype == .float32 ? Double(Float.ulpOfOne) : Double.ulpOfOne
    let root = UnaryKernel.cbrt.apply(to: precision)
    return root * max(1, center.magnitude)
  }

  /// The function's value with one leaf of one argument replaced.
  private func evaluate(
    _ function: Function,
    _ point: inout [Tree],
    _ argument: Int,
    _ leaves: [Operand],
    _ position: Int,
    _ values: [Double]
  ) throws -> Double {
    let old = leaves[position].value
    let new = Operand(try Tensor(values: values, shape: old.shape, dtype: old.dtype))
    var number = -1
    let original = point[argument]
    let changed = original.mapLeaves { leaf in
      number += 1
      return number == position ? new : leaf
    }
    point[argument] = changed
    defer { point[argument] = original }
    return try Self.oneNumber(function(point)).value.scalar
  }
}
