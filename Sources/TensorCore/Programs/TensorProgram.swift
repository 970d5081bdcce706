internal import CVectorMath

/// A straight run of steps on tensors and numbers, written once to be run often.
///
/// Whoever writes names values; what the program needs of memory is known when it is `prepared()`: values that do not
/// live together share their places, and only what goes in and comes out is a tensor. Kernels, shapes and kinds are those
/// of the separate operations, and so is every bit.
///
///     var program = TensorProgram()
///     let x = program.input(like: tensor)
///     let y = try program.apply(.tanh, to: x)
///     program.output(try program.sum(y, axes: [0]))
public struct TensorProgram {
  /// The result of a step, or what the program is given.
  public struct Value: Hashable, Sendable {
    let slot: Int
  }

  /// Where the elements of a value stand.
  enum Home {
    /// In the program's own memory.
    case own
    /// A tensor that every run is given.
    case input(Int)
    case constant(Int)
    case register(ScalarProgram.Register)
    /// The result of a call.
    case call(Int)
    /// Elements of another value from some element on.
    case part(of: Int, offset: Int)
    /// The last two axes of another value exchanged, not written yet.
    case transpose(of: Int)
  }

  struct Slot {
    let shape: Shape
    let dtype: DType
    var home: Home

    var byteCount: Int { shape.count * dtype.size }
  }

  /// A step with what it reads and writes.
  struct Item {
    var step: adj_program_step
    var reads: [Int]
    var writes: [Int]
    /// The operands that cannot be NaN or infinite without the result being so too.
    var exposed: [Int] = []
    /// Whether the result may stand where an operand stood.
    var worksInPlace = false
    var outside: Outside?

    /// Whether it is a block program, whichever threads run it.
    var isBlock: Bool {
      if case .block? = outside { return true }
      return step.action == adj_run_block
    }
  }

  /// What the interpreter of steps leaves to its caller.
  enum Outside {
    case product(StackedProduct, DType)
    case call(Int)
    /// A block that several threads share.
    case block(Int)
    /// Tensors for the slots of results and of what calls take.
    case make([Int])
    /// The tensors of slots that nothing reads any more.
    case drop([Int])
  }

  /// A function of tensors that makes one.
  public typealias Call = (_ tensors: [Tensor], _ interruption: Interruption) throws -> Tensor

  private(set) var slots: [Slot] = []
  var items: [Item] = []
  var lists: [Int64] = []
  private(set) var inputCount = 0
  /// The inputs that are transposes which nobody has read so far: products take the matrix they are made from.
  private(set) var transposedInputs: Set<Int> = []
  private(set) var constants: [Tensor] = []
  var calls: [Call] = []
  var blocks: [BlockProgram.Compiled] = []
  /// The item of each block.
  var blockItems: [Item] = []
  /// The slots of the results, and their shapes.
  private(set) var outputs: [(slot: Int, shape: Shape)] = []
  /// The steps on numbers, of which `run` makes steps of this program.
  public let numbers = ScalarProgram()

  public init() {}

  /// The most elements that an elementwise step takes at once; more go through blocks.
  public static var directCount: Int { Int(ADJ_DIRECT) }

  /// How many results are named so far.
  public var outputCount: Int { outputs.count }

  // MARK: - What goes in and comes out

  /// The next of the tensors that a run is given, which are like this one but for their elements.
  public mutating func input(like tensor: Tensor) -> Value {
    if tensor.transpositionSource != nil { transposedInputs.insert(inputCount) }
    inputCount += 1
    return value(tensor.shape, tensor.dtype, .input(inputCount - 1))
  }

  /// A tensor that is the same in every run.
  public mutating func constant(_ tensor: Tensor) -> Value {
    constants.append(tensor)
    return value(tensor.shape, tensor.dtype, .constant(constants.count - 1))
  }

  /// The number in a register, once the steps that write it have run.
  public mutating func number(_ register: ScalarProgram.Register) -> Value {
    value(.scalar, .float64, .register(register))
  }

  /// Runs steps on numbers, whose results must be finite.
  public mutating func run(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    var step = adj_program_step()
    step.action = UInt8(adj_run_numbers)
    step.a = UInt32(range.lowerBound)
    step.b = UInt32(range.upperBound)
    items.append(Item(step: step, reads: [], writes: []))
  }

  /// Ends a run in which a register holds other bits.
  public mutating func require(_ bits: UInt64, in register: ScalarProgram.Register) {
    var step = adj_program_step()
    step.action = UInt8(adj_run_guard)
    step.a = UInt32(register)
    step.list = list([Int64(bitPattern: bits)])
    items.append(Item(step: step, reads: [], writes: []))
  }

  /// Ends a run in which a value of one element is zero, or is not.
  public mutating func require(_ answer: Bool, of x: Value) {
    let x = elements(of: x)
    var step = adj_program_step()
    step.action = UInt8(adj_run_question)
    step.kernel = answer ? 1 : 0
    step.type = dtype(of: x).code
    step.a = UInt32(x.slot)
    items.append(Item(step: step, reads: [x.slot], writes: []))
  }

  /// Puts a number into a register.
  public mutating func store(_ x: Value, in register: ScalarProgram.Register) {
    precondition(shape(of: x).count == 1 && dtype(of: x) == .float64, "a register has a number")
    let x = elements(of: x)
    if case .own = slots[x.slot].home, items.last?.writes == [x.slot] {
      slots[x.slot].home = .register(register)
    } else {
      let target = value(.scalar, .float64, .register(register))
      copy(x, to: target, [])
    }
  }

  /// Makes a value the next result of a run.
  public mutating func output(_ x: Value) {
    let x = elements(of: x)
    let base = base(of: x.slot)
    if case .register = slots[base].home {
      // A register is written again by the next run.
    } else if slots[base].shape.count == shape(of: x).count {
      return outputs.append((base, shape(of: x)))
    }
    let result = value(shape(of: x), dtype(of: x))
    copy(x, to: result, shape(of: x).strides)
    outputs.append((result.slot, shape(of: x)))
  }

  /// The program in the form in which it runs.
  public func prepared() -> PreparedProgram { PreparedProgram(self) }

  public func shape(of x: Value) -> Shape { slots[x.slot].shape }

  public func dtype(of x: Value) -> DType { slots[x.slot].dtype }

  // MARK: - What steps are made of

  mutating func value(_ shape: Shape, _ dtype: DType, _ home: Home = .own) -> Value {
    slots.append(Slot(shape: shape, dtype: dtype, home: home))
    return Value(slot: slots.count - 1)
  }

  /// The value with its elements written, where it was a transpose that nobody has read so far.
  mutating func elements(of x: Value) -> Value {
    guard case .transpose(let source) = slots[x.slot].home else { return x }
    // The source may be such a transpose itself.
    let matrix = elements(of: Value(slot: source))
    slots[x.slot].home = .own
    let strides = slots[source].shape.strides
    var axes = Array(strides.indices)
    axes.swapAt(axes.count - 1, axes.count - 2)
    copy(matrix, to: x, axes.map { strides[$0] })
    return x
  }

  /// Where the elements of a value stand that is a part of another.
  func base(of slot: Int) -> Int {
    var slot = slot
    while case .part(let whole, _) = slots[slot].home { slot = whole }
    return slot
  }

  /// Numbers in the lists that steps point to; where they start.
  mutating func list(_ numbers: [Int64]) -> UInt32 {
    lists.append(contentsOf: numbers)
    return UInt32(lists.count - numbers.count)
  }

  /// Adds a step whose result is looked at.
  mutating func append(
    _ action: Int,
    kernel: UInt8 = 0,
    _ operands: [Value],
    to target: Value,
    list: UInt32 = 0,
    exposed: [Value] = [],
    worksInPlace: Bool = false
  ) {
    var step = adj_program_step()
    step.action = UInt8(action)
    step.kernel = kernel
    let first = operands.first ?? target
    step.type = dtype(of: operands.count > 1 && action == adj_run_select ? operands[1] : first).code
    step.target_type = dtype(of: target).code
    step.target = UInt32(target.slot)
    step.a = UInt32(first.slot)
    step.b = UInt32((operands.count > 1 ? operands[1] : first).slot)
    step.c = UInt32((operands.count > 2 ? operands[2] : first).slot)
    step.a_step = shape(of: first).count == 1 ? 0 : 1
    step.b_step = shape(of: Value(slot: Int(step.b))).count == 1 ? 0 : 1
    step.c_step = shape(of: Value(slot: Int(step.c))).count == 1 ? 0 : 1
    step.checks = dtype(of: target) == .bool || Self.moves.contains(action) ? 0 : 1
    step.count = UInt32(shape(of: target).count)
    step.list = list
    items.append(
      Item(
        step: step,
        reads: operands.map(\.slot),
        writes: [target.slot],
        exposed: exposed.map(\.slot),
        worksInPlace: worksInPlace
      )
    )
  }

  /// What makes no element that was not there before.
  private static let moves = [
    adj_run_copy, adj_run_gather, adj_run_replace, adj_run_clear, adj_run_look_up,
  ]

  /// Copies elements at strides, one for each axis of the target, to a whole value.
  mutating func copy(_ x: Value, to target: Value, _ strides: [Int], from start: Int = 0) {
    guard shape(of: target).count > 0 else { return }
    let from = start == 0 ? x : part(x, at: start)
    let list = list(Self.axes(shape(of: target), strides, shape(of: target).strides))
    append(adj_run_copy, [from], to: target, list: list, exposed: start == 0 ? [x] : [])
  }

  /// One element of a value: where a walk over more of them starts.
  mutating func part(_ x: Value, at offset: Int, _ shape: Shape = .scalar) -> Value {
    // A part of a part is one of the whole, so that nobody has to follow a chain.
    if case .part(let whole, let start) = slots[x.slot].home {
      return value(shape, dtype(of: x), .part(of: whole, offset: start + offset))
    }
    return value(shape, dtype(of: x), .part(of: x.slot, offset: offset))
  }

  /// The longest row that a copy takes together with others.
  private static let shortRow = 16

  /// The list of a copy: axes that lie behind each other on both sides are one, and their order is free.
  static func axes(_ shape: Shape, _ from: [Int], _ to: [Int]) -> [Int64] {
    var axes: [(size: Int, from: Int, to: Int)] = []
    for axis in stride(from: shape.rank - 1, through: 0, by: -1) {
      let size = shape.dimensions[axis]
      if size == 1 { continue }
      if let last = axes.last, from[axis] == last.from * last.size, to[axis] == last.to * last.size
      {
        axes[axes.count - 1].size *= size
      } else {
        axes.append((size, from[axis], to[axis]))
      }
    }
    if axes.isEmpty { axes = [(1, 1, 1)] }
    // Short rows are copied two axes at a time; the second of them should not be short as well.
    if axes.count > 2, axes[0].size <= shortRow, axes[1].size < shortRow,
      let longer = axes.indices.dropFirst(2).first(where: { axes[$0].size >= shortRow })
        ?? axes.indices.dropFirst().max(by: { axes[$0].size < axes[$1].size })
    {
      axes.insert(axes.remove(at: longer), at: 1)
    }
    return [Int64(axes.count)] + axes.flatMap { [Int64($0.size), Int64($0.from), Int64($0.to)] }
  }

  /// Leaves a step to a function of tensors.
  public mutating func call(
    _ operands: [Value],
    _ shape: Shape,
    _ dtype: DType,
    _ function: @escaping Call
  ) -> Value {
    let operands = operands.map { elements(of: $0) }
    calls.append(function)
    let result = value(shape, dtype, .call(calls.count - 1))
    var step = adj_program_step()
    step.action = UInt8(adj_run_outside)
    step.checks = 1
    step.target = UInt32(result.slot)
    step.list = list([Int64(operands.count)] + operands.map { Int64($0.slot) })
    items.append(
      Item(
        step: step,
        reads: operands.map(\.slot),
        writes: [result.slot],
        outside: .call(calls.count - 1)
      )
    )
    return result
  }
}
