internal import CVectorMath

extension TensorProgram {
  /// A function of every element.
  public mutating func apply(_ kernel: UnaryKernel, to x: Value) throws -> Value {
    let x = try cast(x, to: dtype(of: x).arithmetic)
    if shape(of: x).count > ADJ_DIRECT {
      return try block([x]) { program, inputs in program.apply(kernel, to: inputs[0]) }
    }
    let result = value(shape(of: x), kernel.isTest ? .bool : dtype(of: x))
    let tests = UnaryKernel.logicalNot.rawValue
    append(
      kernel.isTest ? adj_run_test : adj_run_unary,
      kernel: kernel.isTest ? kernel.rawValue - tests : kernel.rawValue,
      [x],
      to: result,
      exposed: kernel.keepsNonFinite ? [x] : [],
      worksInPlace: !kernel.isTest
    )
    return result
  }

  /// A function of every pair of elements, with broadcasting.
  public mutating func apply(_ kernel: BinaryKernel, to a: Value, _ b: Value) throws -> Value {
    let shape = try self.shape(of: a).broadcast(with: self.shape(of: b))
    let common = commonType(a, b)
    let (left, right) = (try cast(a, to: common), try cast(b, to: common))
    if shape.count > ADJ_DIRECT {
      return try block([left, right]) { try $0.apply(kernel, to: $1[0], $1[1]) }
    }
    let operands = [try aligned(left, shape), try aligned(right, shape)]
    let result = value(shape, kernel.isComparison ? .bool : common)
    append(
      kernel.isComparison ? adj_run_compare : adj_run_binary,
      kernel: kernel.isComparison ? UInt8(kernel.comparison) : kernel.rawValue,
      operands,
      to: result,
      exposed: zip(operands, kernel.keepsNonFinite).filter(\.1).map(\.0),
      worksInPlace: !kernel.isComparison
    )
    return result
  }

  /// The elements of `a` where the mask is not zero, else those of `b`.
  public mutating func select(_ mask: Value, _ a: Value, _ b: Value) throws -> Value {
    let choices = try shape(of: a).broadcast(with: shape(of: b))
    let shape = try choices.broadcast(with: self.shape(of: mask))
    let common = dtype(of: a) == .bool && dtype(of: b) == .bool ? DType.bool : commonType(a, b)
    let mask = try cast(mask, to: .bool)
    let (left, right) = (try cast(a, to: common), try cast(b, to: common))
    if shape.count > ADJ_DIRECT {
      return try block([mask, left, right]) { try $0.select($1[0], $1[1], $1[2]) }
    }
    let operands = [
      try aligned(mask, shape), try aligned(left, shape), try aligned(right, shape),
    ]
    let result = value(shape, common)
    append(adj_run_select, operands, to: result)
    return result
  }

  /// The same numbers as another kind.
  public mutating func cast(_ x: Value, to target: DType) throws -> Value {
    let x = elements(of: x)
    if dtype(of: x) == target { return x }
    if shape(of: x).count > ADJ_DIRECT {
      return try block([x]) { program, inputs in program.cast(inputs[0], to: target) }
    }
    let result = value(shape(of: x), target)
    append(adj_run_cast, [x], to: result, exposed: target == .bool ? [] : [x])
    return result
  }

  /// One where an element is positive, else zero.
  public mutating func positive(_ x: Value) throws -> Value {
    let zero = constant(Tensor(0))
    return try cast(apply(.greater, to: x, zero), to: dtype(of: x).arithmetic)
  }

  /// A value with an element for each of a shape, or with one.
  private mutating func aligned(_ x: Value, _ shape: Shape) throws -> Value {
    let count = self.shape(of: x).count
    return count == shape.count || count == 1 ? x : try broadcast(x, to: shape)
  }

  private func commonType(_ a: Value, _ b: Value) -> DType {
    DType.common(dtype(of: a), rank: shape(of: a).rank, dtype(of: b), rank: shape(of: b).rank)
  }

  // MARK: - Blocks

  /// A block of one step on many elements.
  private mutating func block(
    _ operands: [Value],
    _ step: (inout BlockProgram, [BlockProgram.Register]) throws -> BlockProgram.Register
  ) throws -> Value {
    var program = BlockProgram()
    let inputs = operands.map { program.input(shape(of: $0), dtype(of: $0)) }
    program.output(try step(&program, inputs))
    return try block(program.compiled(), operands, [])[0]
  }

  /// Elementwise steps that go through memory together, and the sums that end them.
  public mutating func block(
    _ program: BlockProgram.Compiled,
    _ tensors: [Value],
    _ numbers: [Value]
  ) throws -> [Value] {
    let tensors = tensors.map { elements(of: $0) }
    var step = adj_program_step()
    step.action = UInt8(program.isShared ? adj_run_outside : adj_run_block)
    step.a = UInt32(blocks.count)
    var written: [Value] = []
    var results: [(target: BlockProgram.Compiled.Target, value: Value)] = []
    for target in program.targets {
      let leaves = target.sum.map { Shape([$0.outer, $0.leafCount, $0.inner]) }
      let value = value(leaves ?? target.shape, target.dtype)
      written.append(value)
      results.append((target, value))
    }
    items.append(
      Item(
        step: step,
        reads: (tensors + numbers).map(\.slot),
        writes: written.map(\.slot),
        exposed: program.exposedInputs.map { tensors[$0].slot },
        outside: program.isShared ? .block(blocks.count) : nil
      )
    )
    blocks.append(program)
    blockItems.append(items[items.count - 1])
    return try results.map { try finished($0.target, $0.value) }
  }

  /// A result of a block, its sum taken out of the leaves and summed over the axes that are left.
  private mutating func finished(
    _ target: BlockProgram.Compiled.Target,
    _ leaves: Value
  ) throws -> Value {
    guard let sum = target.sum else { return leaves }
    var result = leaves
    if sum.leafCount > 1 {
      result = value([sum.outer, 1, sum.inner], target.dtype)
      copy(leaves, to: result, [sum.leafCount * sum.inner, 0, 1])
      // Only the first leaf holds a sum.
      items[items.count - 1].exposed = []
    }
    result = try reshape(result, to: sum.partial)
    if !sum.remaining.isEmpty {
      result = try reduce(.sum, result, axes: sum.remaining, keepsDimensions: true)
    }
    return try reshape(result, to: target.shape)
  }
}

extension BlockProgram.Compiled {
  /// Whether the elements are many enough for several threads.
  var isShared: Bool { work * count >= 2 << 18 }
}

extension UnaryKernel {
  /// Whether the function of no NaN or infinity is finite.
  var keepsNonFinite: Bool {
    switch self {
    case .negate, .absolute, .square, .sqrt, .floor, .ceil, .round: true
    default: false
    }
  }
}

extension BinaryKernel {
  /// For each operand whether no NaN or infinity in it gives something finite, whatever the other is.
  var keepsNonFinite: [Bool] {
    switch self {
    case .add, .subtract, .multiply: [true, true]
    // A zero that is multiplied stays zero, whatever the other is.
    case .divide, .guardedMultiply: [true, false]
    default: [false, false]
    }
  }
}
