internal import CVectorMath

/// A program over single `float64` numbers, each in a register of its own, which is written once.
///
/// Steps have the bits that the kernels give elements of tensors. A register is written before it is read.
public final class ScalarProgram {
  /// A place for one number.
  public typealias Register = Int32

  private var steps: [adj_step] = []
  private var lists: [Int32] = []
  private var initial: [Double] = []
  /// The registers of a run; bound: `initial.count` numbers.
  private var registers: UnsafeMutablePointer<Double>?

  public init() {}

  deinit { registers?.deallocate() }

  /// How many steps there are so far.
  public var count: Int { steps.count }

  // MARK: - Writing

  /// A register that holds a number before the first step.
  public func hold(_ number: Double) -> Register {
    initial.append(number)
    return Register(initial.count - 1)
  }

  public func append(_ kernel: UnaryKernel, _ x: Register) -> Register {
    if kernel == .negate { return append(adj_step_negate, 0, x, 0) }
    guard kernel.isTest else { return append(adj_step_unary, kernel.rawValue, x, 0) }
    return append(adj_step_test, kernel.rawValue - UnaryKernel.logicalNot.rawValue, x, 0)
  }

  public func append(_ kernel: BinaryKernel, _ a: Register, _ b: Register) -> Register {
    guard !kernel.isComparison else {
      return append(adj_step_compare, UInt8(kernel.comparison), a, b)
    }
    let form: adj_step_form
    switch kernel {
    case .add: form = adj_step_add
    case .subtract: form = adj_step_subtract
    case .multiply: form = adj_step_multiply
    case .divide: form = adj_step_divide
    case .guardedMultiply: form = adj_step_chain
    default: form = adj_step_binary
    }
    return append(form, kernel.rawValue, a, b)
  }

  /// One function of several numbers at once.
  ///
  /// - Returns: The first of as many registers, which follow each other.
  public func append(_ kernel: UnaryKernel, each operands: [Register]) -> Register {
    guard let first = operands.first, operands.count > 1 else {
      return append(kernel, operands[0])
    }
    let list = Int32(lists.count)
    lists.append(Int32(operands.count))
    lists.append(contentsOf: operands)
    let result = append(adj_step_group, kernel.rawValue, first, list)
    for _ in operands.dropFirst() { _ = hold(0) }
    return result
  }

  /// One where the number is positive, else zero.
  public func appendStep(_ x: Register) -> Register { append(adj_step_positive, 0, x, 0) }

  /// The first choice where the condition is not 0, else the second.
  public func appendChoice(_ condition: Register, _ a: Register, _ b: Register) -> Register {
    let list = Int32(lists.count)
    lists.append(contentsOf: [a, b])
    return append(adj_step_select, 0, condition, list)
  }

  private func append(
    _ form: adj_step_form,
    _ kernel: UInt8,
    _ first: Register,
    _ second: Int32
  ) -> Register {
    let result = hold(0)
    steps.append(
      adj_step(
        form: UInt8(form.rawValue),
        kernel: kernel,
        result: result,
        first: first,
        second: second
      )
    )
    return result
  }

  // MARK: - Running

  /// The number in a register, once it is written.
  public subscript(register: Register) -> Double {
    get { prepared()[Int(register)] }
    set { prepared()[Int(register)] = newValue }
  }

  /// Runs some of the steps.
  public func run(_ range: Range<Int>) {
    precondition(range.upperBound <= steps.count, "a program runs steps that it has")
    let registers = prepared()
    steps.withUnsafeBufferPointer { steps in
      lists.withUnsafeBufferPointer { lists in
        guard let first = steps.baseAddress else { return }
        let kernels = InstructionSet.current.kernels
        adj_run_steps(kernels, first + range.lowerBound, range.count, lists.baseAddress, registers)
      }
    }
  }

  /// Whether what the steps of a range have written is finite throughout.
  public func isFinite(after range: Range<Int>) -> Bool {
    guard let first = range.first, let last = range.last else { return true }
    let start = Int(steps[first].result)
    let end = last + 1 < steps.count ? Int(steps[last + 1].result) : initial.count
    let count = end - start
    return adj_first_nonfinite_f64(InstructionSet.current.kernels, prepared() + start, count)
      == count
  }

  private func prepared() -> UnsafeMutablePointer<Double> {
    if let registers { return registers }
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: initial.count)
    memory.initialize(from: initial, count: initial.count)
    registers = memory
    return memory
  }
}
