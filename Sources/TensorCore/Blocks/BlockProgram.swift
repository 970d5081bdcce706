/// Elementwise work on several tensors, written down to be run in one pass.
///
/// Each step names a register, and the registers it uses; shapes broadcast and kinds meet as they do where the
/// kernels are applied one by one, and every bit is the same. What is run is a `BlockProgram.Compiled`: block
/// by block through all steps, so that what no output keeps never reaches memory.
///
///     var program = BlockProgram()
///     let x = program.input([1000, 10], .float64)
///     let bias = program.input([10], .float64)
///     let shifted = try program.apply(.add, to: x, bias)
///     program.output(program.apply(.tanh, to: shifted))
///     program.sum(shifted, to: [10])
///     let results = try program.compiled().run([a, b])
public struct BlockProgram: Sendable {
  /// The result of a step.
  public struct Register: Hashable, Sendable {
    let index: Int
  }

  /// What a step does; it uses registers before it.
  enum Step: Sendable {
    case input(Int)
    case number(Int)
    case constant(Double)
    case unary(UnaryKernel, Register)
    case binary(BinaryKernel, Register, Register)
    case select(Register, Register, Register)
    case cast(Register)
  }

  /// A result: the elements of a register, or sums of them.
  enum Result: Sendable {
    case elements(Register)
    case sum(Register, to: Shape)

    var register: Register {
      switch self {
      case .elements(let register), .sum(let register, _): register
      }
    }

    /// The register whose elements are the result.
    var elements: Register? {
      if case .elements(let register) = self { register } else { nil }
    }
  }

  private(set) var steps: [Step] = []
  private(set) var shapes: [Shape] = []
  private(set) var types: [DType] = []
  private(set) var results: [Result] = []
  private(set) var inputCount = 0
  private(set) var numberCount = 0

  public init() {}

  /// The next of the tensors that `run` is given.
  public mutating func input(_ shape: Shape, _ dtype: DType) -> Register {
    inputCount += 1
    return append(.input(inputCount - 1), shape, dtype)
  }

  /// The next of the numbers that `run` is given, a `float64` without axes.
  public mutating func number() -> Register {
    numberCount += 1
    return append(.number(numberCount - 1), .scalar, .float64)
  }

  /// A number that is the same in every run, a `float64` without axes.
  public mutating func constant(_ value: Double) -> Register {
    append(.constant(value), .scalar, .float64)
  }

  /// A function of every element.
  public mutating func apply(_ kernel: UnaryKernel, to x: Register) -> Register {
    let operand = cast(x, to: dtype(of: x).arithmetic)
    let type = kernel.isTest ? DType.bool : dtype(of: operand)
    return append(.unary(kernel, operand), shape(of: x), type)
  }

  /// A function of every pair of elements.
  public mutating func apply(
    _ kernel: BinaryKernel,
    to a: Register,
    _ b: Register
  ) throws(TensorError) -> Register {
    let shape = try shape(of: a).broadcast(with: self.shape(of: b))
    let common = commonType(a, b)
    let (left, right) = (cast(a, to: common), cast(b, to: common))
    return append(.binary(kernel, left, right), shape, kernel.isComparison ? .bool : common)
  }

  /// The elements of `a` where the mask is not zero, else those of `b`.
  public mutating func select(
    _ mask: Register,
    _ a: Register,
    _ b: Register
  ) throws(TensorError) -> Register {
    let choices = try shape(of: a).broadcast(with: shape(of: b))
    let shape = try choices.broadcast(with: self.shape(of: mask))
    let common = dtype(of: a) == .bool && dtype(of: b) == .bool ? DType.bool : commonType(a, b)
    let operands = (cast(mask, to: .bool), cast(a, to: common), cast(b, to: common))
    return append(.select(operands.0, operands.1, operands.2), shape, common)
  }

  /// The same numbers as another kind.
  public mutating func cast(_ x: Register, to dtype: DType) -> Register {
    if self.dtype(of: x) == dtype { return x }
    return append(.cast(x), shape(of: x), dtype)
  }

  /// Makes the elements of a register the next result of `run`.
  public mutating func output(_ x: Register) { results.append(.elements(x)) }

  /// Makes the sum over what broadcasting to `shape` would repeat the next result of `run`.
  ///
  /// - Edge cases: a bool counts 0 or 1.
  public mutating func sum(_ x: Register, to target: Shape) {
    let x = cast(x, to: dtype(of: x).arithmetic)
    precondition(target.canBroadcast(to: shape(of: x)), "a sum has a shape that broadcasts")
    results.append(target == shape(of: x) ? .elements(x) : .sum(x, to: target))
  }

  /// The shape of a register's elements.
  public func shape(of x: Register) -> Shape { shapes[x.index] }

  /// The kind of a register's elements.
  public func dtype(of x: Register) -> DType { types[x.index] }

  private func commonType(_ a: Register, _ b: Register) -> DType {
    DType.common(dtype(of: a), rank: shape(of: a).rank, dtype(of: b), rank: shape(of: b).rank)
  }

  private mutating func append(_ step: Step, _ shape: Shape, _ dtype: DType) -> Register {
    steps.append(step)
    shapes.append(shape)
    types.append(dtype)
    return Register(index: steps.count - 1)
  }
}

extension BlockProgram.Step {
  /// The registers that a step uses.
  var operands: [BlockProgram.Register] {
    switch self {
    case .input, .number, .constant: []
    case .unary(_, let x), .cast(let x): [x]
    case .binary(_, let a, let b): [a, b]
    case .select(let mask, let a, let b): [mask, a, b]
    }
  }

  /// Whether the result may stand where an operand stood: elements of one size, read before they are written.
  var worksInPlace: Bool {
    switch self {
    case .unary(let kernel, _): !kernel.isTest
    case .binary(let kernel, _, _): !kernel.isComparison
    case .input, .number, .constant, .select, .cast: false
    }
  }

  /// How long it takes for one element, in units of the cheapest.
  var work: Int {
    switch self {
    case .input, .number, .constant: 0
    case .unary(let kernel, _): kernel.work
    case .binary(let kernel, _, _): kernel.work
    case .select, .cast: 1
    }
  }
}
