public import TensorCore

/// The derivatives of a function by reverse mode, forward mode and differences, side by side.
public struct GradientCheck: Sendable {
  /// One way to a derivative, and how often it called the function.
  public struct Result: Sendable {
    /// Rows are outputs, columns inputs, row by row.
    public let values: [Double]
    public let evaluations: Int
    public let duration: Duration
  }

  /// The shape of what is differentiated, which for a second derivative is the gradient.
  public let outputShape: Shape
  /// The differentiable parts of the point, in order.
  public let inputs: [Kind]
  public let reverse: Result
  public let forward: Result
  public let numeric: Result
  /// One difference for each input.
  public let differences: [AdaptiveDifference]

  /// The largest of |reverse − differences| and |reverse − forward|.
  public var largestAbsolute: Double { entries.map(\.absolute).max() ?? 0 }
  /// The same, relative to the larger of the two values.
  public var largestRelative: Double { entries.map(\.relative).max() ?? 0 }
  public var passes: Bool { entries.allSatisfy(\.passes) }

  /// One derivative, three times.
  public struct Entry: Sendable {
    public let output: Int
    public let input: Int
    public let reverse: Double
    public let forward: Double
    public let numeric: Double
    public let absolute: Double
    public let relative: Double
    public let passes: Bool
    /// The two slopes where there is no derivative, and what the modes give is a convention.
    public let kink: Kink?
  }

  public var entries: [Entry] {
    let columns = differences.count
    return reverse.values.indices.map { position in
      entry(position / max(1, columns), position % max(1, columns), at: position)
    }
  }

  private func entry(_ output: Int, _ input: Int, at position: Int) -> Entry {
    let (a, b, c) = (
      reverse.values[position], forward.values[position], numeric.values[position]
    )
    let absolute = max(Self.distance(a, b), Self.distance(a, c))
    let size = max(a.magnitude, b.magnitude, c.magnitude)
    let relative = absolute == 0 ? 0 : absolute / size
    let isExact = Self.distance(a, b) <= modeTolerance * max(1, size)
    // Where the differences themselves are poor they may be off by as much, but not by any amount.
    let allowance = min(2 * differences[input].error, Self.largestAllowance * max(1, size))
    let isClose = Self.distance(a, c) <= tolerance * max(1, size) + allowance
    let kink = differences[input].kinks[output]
    return Entry(
      output: output,
      input: input,
      reverse: a,
      forward: b,
      numeric: c,
      absolute: absolute,
      relative: relative,
      passes: absolute.isFinite && isExact && isClose && kink == nil,
      kink: kink
    )
  }

  /// Two values that are the same, infinities too, are no distance apart; a NaN is far from everything.
  private static func distance(_ a: Double, _ b: Double) -> Double {
    if a == b { return 0 }
    let distance = (a - b).magnitude
    return distance.isNaN ? .infinity : distance
  }

  private var isSingle: Bool { inputs.contains { $0.dtype == .float32 } }
  private var tolerance: Double { isSingle ? 2e-3 : 1e-6 }
  private var modeTolerance: Double { isSingle ? 1e-4 : 1e-9 }
  private static let largestAllowance = 1e-3
}

extension Graph {
  /// Compares the derivatives of the given order by reverse mode, forward mode and differences.
  ///
  /// Up to the order before, derivatives are exact; the last one is taken in the three ways. Reverse mode runs the
  /// function once for each element of what is differentiated, forward mode once for each input.
  ///
  /// - Parameters:
  ///   - function: What is differentiated; the same arguments have to give the same value.
  ///   - arguments: The point.
  ///   - selected: The arguments that derivatives are taken by.
  ///   - order: One or more.
  /// - Returns: The derivatives in three ways, with what is known of the differences' errors.
  /// - Throws: `EngineError` where the function gives neither a tensor nor a tuple of numbers.
  public func gradientCheck(
    of function: @escaping Function,
    at arguments: [Tree],
    selected: [Int],
    order: Int
  ) throws -> GradientCheck {
    var counter = 0
    let counted: Function = { trees in
      counter += 1
      return try function(trees)
    }
    var target: Function = { [unowned self] in .leaf(try vector(of: counted($0))) }
    for _ in 1..<max(1, order) { target = flatDerivative(of: target, selected) }
    func timed(_ body: () throws -> [[Double]]) throws -> GradientCheck.Result {
      counter = 0
      let clock = ContinuousClock()
      let start = clock.now
      let values = try body().flatMap(\.self)
      return .init(values: values, evaluations: counter, duration: clock.now - start)
    }
    let point = arguments.map { $0.mapLeaves(\.plain) }
    let inputs = selected.flatMap { point[$0].leaves }.filter(\.isDifferentiable).map(\.kind)
    let value = try target(point).leaves[0]
    let shape = value.shape
    guard
      !(arguments.flatMap(\.leaves) + [value]).contains(where: { $0.variable?.isTraced ?? false })
    else {
      throw EngineError(
        "a check of derivatives gives plain numbers, and here a derivative is being taken by what they depend on",
        hint:
          "check outside of the function; `grad` and `numeric_grad` can be differentiated inside"
      )
    }
    let reverse = try timed { try reverseRows(target, point, selected, shape) }
    let forward = try timed { try forwardColumns(target, point, selected, inputs).transposed }
    var differences: [AdaptiveDifference] = []
    let numeric = try timed {
      differences = try self.differences(target, point, selected, value.value.values)
      return differences.map(\.values).transposed
    }
    return GradientCheck(
      outputShape: shape,
      inputs: inputs,
      reverse: reverse,
      forward: forward,
      numeric: numeric,
      differences: differences
    )
  }

  /// All derivatives of a function by all inputs as one tensor: the shape of the value, then one axis for inputs.
  private func flatDerivative(of function: @escaping Function, _ selected: [Int]) -> Function {
    { [unowned self] trees in
      var shape = Shape.scalar
      let noted: Function = { trees in
        let value = try function(trees)
        shape = value.leaves[0].shape
        return value
      }
      let blocks = try jacobian(of: noted, at: trees, selected: selected)
      let flat = try blocks.flatMap(\.leaves).filter(\.isDifferentiable).map { block in
        let columns = shape.count == 0 ? 0 : block.shape.count / shape.count
        return try apply(.reshape(to: shape + [columns]), block)
      }
      return .leaf(flat.count == 1 ? flat[0] : try apply(.concat(axis: shape.rank), flat))
    }
  }

  private func reverseRows(
    _ function: Function,
    _ point: [Tree],
    _ selected: [Int],
    _ shape: Shape
  ) throws -> [[Double]] {
    try (0..<shape.count).map { element in
      try interruption.check()
      let back = try pullback(of: function, at: point, selected: selected)
      let kind = back.value.leaves[0].kind
      let unit = Operand(try Tensor.unit(element, kind))
      return try back.cotangents(for: [unit]).flatMap { tree in
        tree.leaves.filter(\.isDifferentiable).flatMap(\.value.values)
      }
    }
  }

  private func forwardColumns(
    _ function: Function,
    _ point: [Tree],
    _ selected: [Int],
    _ inputs: [Kind]
  ) throws -> [[Double]] {
    try inputs.indices.flatMap { place in
      try (0..<inputs[place].shape.count).map { element in
        try interruption.check()
        let direction = try inputs.indices.map { other in
          other == place
            ? Operand(try Tensor.unit(element, inputs[other])) : try Self.zeros(inputs[other])
        }
        return try pushforward(of: function, at: point, selected: selected, along: direction)
          .tangent.leaves[0].value.values
      }
    }
  }

  private func differences(
    _ function: Function,
    _ point: [Tree],
    _ selected: [Int],
    _ value: [Double]
  ) throws -> [AdaptiveDifference] {
    var moved = point
    return try selected.flatMap { index in
      let leaves = point[index].leaves.filter(\.isDifferentiable).map(\.value)
      return try leaves.indices.flatMap { place in
        try leaves[place].values.indices.map { element in
          try interruption.check()
          defer { moved[index] = point[index] }
          return try AdaptiveDifference(
            at: leaves[place][element],
            value: value,
            precision: leaves[place].dtype == .float32 ? Double(Float.ulpOfOne) : .ulpOfOne
          ) { x in
            var values = leaves[place].values
            values[element] = x
            var operands = leaves.map(Operand.init)
            operands[place] = Operand(
              try Tensor(values: values, shape: leaves[place].shape, dtype: leaves[place].dtype)
            )
            moved[index] = point[index].replacingDifferentiable(operands)
            return try function(moved).leaves[0].value.values
          }
        }
      }
    }
  }
}

extension [[Double]] {
  /// Rows as columns.
  fileprivate var transposed: [[Double]] {
    guard let first else { return [] }
    return first.indices.map { column in map { $0[column] } }
  }
}
