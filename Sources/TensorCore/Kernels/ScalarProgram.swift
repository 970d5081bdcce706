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
  /// Copies of steps and lists that a program on tensors runs.
  private var kept: [UnsafeMutableRawPointer] = []

  public init() {}

  deinit {
    registers?.deallocate()
    for memory in kept { memory.deallocate() }
  }

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

  /// Whether there is a register.
  var hasRegisters: Bool { !initial.isEmpty }

  // MARK: - Running

  /// The number in a register, once it is written.
  public subscript(register: Register) -> Double {
    get { prepared()[Int(register)] }
    set { prepared()[Int(register)] = newValue }
  }

  /// Lets a program on tensors run the steps.
  ///
  /// Nothing may be written to this program afterwards; the addresses hold as long as it lives.
  func lend(to program: inout adj_program) {
    let (steps, lists) = (keep(steps), keep(lists))
    program.number_steps = UnsafePointer(steps)
    program.number_lists = UnsafePointer(lists)
    program.registers = hasRegisters ? prepared() : nil
    program.number_count = self.steps.count
    program.register_count = initial.count
  }

  private func keep<T>(_ elements: [T]) -> UnsafeMutablePointer<T> {
    let start = UnsafeMutablePointer<T>.allocate(capacity: max(1, elements.count))
    elements.withUnsafeBufferPointer { buffer in
      if let first = buffer.baseAddress { start.initialize(from: first, count: buffer.count) }
    }
    kept.append(UnsafeMutableRawPointer(start))
    return start
  }

  /// The registers, which have their first numbers.
  func prepared() -> UnsafeMutablePointer<Double> {
    if let registers { return registers }
    let memory = UnsafeMutablePointer<Double>.allocate(capacity: initial.count)
    memory.initialize(from: initial, count: initial.count)
    registers = memory
    return memory
  }
}
