internal import CVectorMath

/// A program with its memory, which runs without asking for any but for what comes out.
///
/// One thread runs it at a time.
public final class PreparedProgram {
  private let numbers: ScalarProgram
  private let slots: [TensorProgram.Slot]
  private let items: [TensorProgram.Item]
  private let bases: [Int]
  private let calls: [TensorProgram.Call]
  private let outputs: [(slot: Int, shape: Shape)]
  /// Whether each output is known to be finite after a run.
  private let outputsFinite: [Bool]
  /// Whether each input is a transpose that nobody has read.
  private let inputsTransposed: [Bool]
  private let inputSlots: [Int]
  /// What C runs, in memory of its own.
  private let memory: ProgramMemory
  /// The number of each slot among those that stand for tensors, or -1.
  private var holders: [Int]
  /// The tensors that slots stand for while a run lasts; constants stay.
  private var held: [Tensor?] = []
  /// Where slots and their parts lie in those tensors, and where those of each begin.
  private var parts: [(slot: Int, offset: Int)] = []
  private var partStarts: [Int] = []
  private let keptCount: Int
  /// Where slots lie in the program's own memory.
  private var own: [(slot: Int, offset: Int)] = []
  private let byteCount: Int
  /// The memory of values; kept between runs where it is small.
  private var arena: Tensor?
  private var arenaStart: UnsafeMutableRawPointer?

  /// The bytes that a program keeps between two runs.
  private static let keptBytes = SpareMemory.smallestBlock
  /// How many steps pass between two looks at the interruption flag.
  private static let pollInterval = 512

  init(_ program: TensorProgram) {
    numbers = program.numbers
    slots = program.slots
    let layout = ProgramLayout(program)
    items = layout.items
    bases = layout.bases
    byteCount = layout.byteCount
    calls = program.calls
    outputs = program.outputs
    outputsFinite = program.outputs.map { layout.finite.contains($0.slot) }
    inputsTransposed = (0..<program.inputCount).map { program.transposedInputs.contains($0) }
    var inputs = [Int](repeating: 0, count: program.inputCount)
    for (number, slot) in program.slots.enumerated() {
      if case .input(let input) = slot.home { inputs[input] = number }
    }
    inputSlots = inputs
    memory = ProgramMemory(program, layout)
    holders = [Int](repeating: -1, count: slots.count)
    held = program.constants
    keptCount = held.count
    var places: [(holder: Int, slot: Int, offset: Int)] = []
    for slot in slots.indices { place(slot, layout.places[bases[slot]], &places) }
    places.sort { $0.holder < $1.holder }
    parts = places.map { ($0.slot, $0.offset) }
    partStarts = [Int](repeating: 0, count: held.count + 1)
    for place in places { partStarts[place.holder + 1] += 1 }
    for holder in held.indices { partStarts[holder + 1] += partStarts[holder] }
    for number in 0..<keptCount { lend(number) }
  }

  /// Notes where a slot's elements will be found.
  private func place(
    _ slot: Int,
    _ place: ProgramLayout.Place,
    _ places: inout [(holder: Int, slot: Int, offset: Int)]
  ) {
    let base = bases[slot]
    let offset = offset(of: slot)
    if case .own(let start) = place { return own.append((slot, start + offset)) }
    switch slots[base].home {
    case .register(let register):
      memory.table[slot] = memory.registers.map { UnsafeMutableRawPointer($0 + Int(register)) }
      return
    case .constant(let number): holders[base] = number
    case .own, .input, .call, .part, .transpose:
      if holders[base] < 0 {
        holders[base] = held.count
        held.append(nil)
      }
    }
    places.append((holders[base], slot, offset))
  }

  /// The bytes between the start of what a slot is a part of and its own.
  private func offset(of slot: Int) -> Int {
    var (slot, offset) = (slot, 0)
    while case .part(let whole, let start) = slots[slot].home {
      offset += start * slots[slot].dtype.size
      slot = whole
    }
    return offset
  }

  // MARK: - Running

  /// Takes the tensor for an input of the next run; false where it is not like the one that the program was written for.
  public func take(_ tensor: Tensor, forInput input: Int) -> Bool {
    let slot = inputSlots[input]
    let fits = tensor.storage.withUnsafeMutablePointerToHeader { header in
      header.pointee.dtype == slots[slot].dtype && header.pointee.shape == slots[slot].shape
    }
    guard fits, (tensor.transpositionSource != nil) == inputsTransposed[input] else { return false }
    hold(tensor, at: slot)
    return true
  }

  /// The number in a register.
  public subscript(register: ScalarProgram.Register) -> Double {
    get { numbers[register] }
    set { numbers[register] = newValue }
  }

  /// Runs the program on tensors of the shapes and kinds it was written for.
  ///
  /// - Returns: The tensors that come out; nil where the inputs do not fit, something is not finite, a requirement does
  ///   not hold or an interruption is asked for.
  /// - Throws: What calls throw, and where memory is short.
  public func run(_ inputs: [Tensor], _ interruption: Interruption) throws -> [Tensor]? {
    defer { release() }
    for (input, tensor) in inputs.enumerated() where !take(tensor, forInput: input) { return nil }
    guard inputs.count == inputSlots.count, try run(interruption) else { return nil }
    return try outputs.indices.map { try output($0) }
  }

  /// Runs the program on the inputs that it has taken; `release` has to follow.
  ///
  /// - Returns: Whether there are outputs: not where something is not finite, a requirement does not hold or an
  ///   interruption is asked for.
  /// - Throws: What calls throw, and where memory is short.
  public func run(_ interruption: Interruption) throws -> Bool {
    try takeMemory()
    defer { if byteCount > Self.keptBytes { arena = nil } }
    var next = 0
    while next < items.count {
      if interruption.isRequested { return false }
      let state = memory.run(from: next, to: min(items.count, next + Self.pollInterval))
      guard state.failed == 0 else { return false }
      next = state.next
      guard next < items.count, let outside = items[next].outside else { continue }
      guard try perform(outside, items[next].step, interruption) else { return false }
      next += 1
    }
    return true
  }

  /// What has come out of a run, before `release`.
  public func output(_ number: Int) throws -> Tensor {
    let (slot, shape) = outputs[number]
    let result = tensor(at: slot)
    if outputsFinite[number] { result.isKnownFinite = true }
    return slots[slot].shape == shape ? result : try result.reshaped(to: shape)
  }

  /// Lets go of inputs and outputs.
  public func release() {
    for number in keptCount..<held.count where held[number] != nil { held[number] = nil }
  }

  private func takeMemory() throws(TensorError) {
    guard byteCount > 0, arena == nil else { return }
    let taken = try Tensor(unfilled: [(byteCount + 7) / 8], .float64)
    arena = taken
    let start = taken.bytes
    guard start != arenaStart else { return }
    arenaStart = start
    for (slot, offset) in own { memory.table[slot] = start + offset }
  }

  /// Lets a slot and its parts stand for a tensor.
  private func hold(_ tensor: Tensor, at slot: Int) {
    let number = holders[slot]
    held[number] = tensor
    lend(number)
  }

  private func lend(_ number: Int) {
    guard let start = held[number]?.bytes else { return }
    for index in partStarts[number]..<partStarts[number + 1] {
      let part = parts[index]
      memory.table[part.slot] = start + part.offset
    }
  }

  /// The elements of a slot, which is no part of the program's own memory.
  private func tensor(at slot: Int) -> Tensor {
    let base = bases[slot]
    if case .register(let register) = slots[base].home {
      let number = Tensor(numbers[register])
      return slot == base ? number : number.viewed(as: slots[slot].shape)
    }
    guard holders[base] >= 0, let tensor = held[holders[base]] else {
      preconditionFailure("what a call takes stands in a tensor")
    }
    return slot == base ? tensor : tensor.part(fromByte: offset(of: slot), slots[slot].shape)
  }

  // MARK: - Steps outside

  private func perform(
    _ outside: TensorProgram.Outside,
    _ step: adj_program_step,
    _ interruption: Interruption
  ) throws -> Bool {
    switch outside {
    case .product(let product, let dtype):
      guard let a = memory.table[Int(step.a)], let b = memory.table[Int(step.b)],
        let y = memory.table[Int(step.target)]
      else { return false }
      try product.write(a, b, to: y, dtype, interruption)
      return step.checks == 0 || memory.isFinite(y, dtype, Int(step.count))
    case .call(let number):
      return try call(calls[number], Int(step.target), Int(step.list), interruption)
    case .block(let number): return try memory.runShared(block: number, interruption)
    case .make(let slots):
      for slot in slots {
        hold(try Tensor(unfilled: self.slots[slot].shape, self.slots[slot].dtype), at: slot)
      }
    case .drop(let slots): for slot in slots { held[holders[slot]] = nil }
    }
    return true
  }

  private func call(
    _ call: TensorProgram.Call,
    _ target: Int,
    _ operands: Int,
    _ interruption: Interruption
  ) throws -> Bool {
    let result = try call(memory.operands(at: operands).map { tensor(at: $0) }, interruption)
    guard result.shape == slots[target].shape, result.dtype == slots[target].dtype else {
      return false
    }
    hold(result, at: target)
    return result.allFinite
  }
}
