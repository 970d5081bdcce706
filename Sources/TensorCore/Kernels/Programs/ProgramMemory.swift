internal import CVectorMath

/// The steps of a program as C runs them, with the table of addresses that they go through.
final class ProgramMemory {
  /// Where the elements of each slot stand.
  let table: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  /// The registers of the steps on numbers; nil where there are none.
  let registers: UnsafeMutablePointer<Double>?

  private var program = adj_program()
  private let numbers: ScalarProgram
  private let lists: [Int64]
  /// All memory that is given back at the end.
  private var blocks: [UnsafeMutableRawPointer] = []
  private let shared: [BlockProgram.Compiled]

  /// Takes the steps as they were laid out.
  init(_ program: TensorProgram, _ layout: ProgramLayout) {
    numbers = program.numbers
    lists = program.lists
    shared = program.blocks
    registers = program.numbers.hasRegisters ? program.numbers.prepared() : nil
    table = .allocate(capacity: max(1, program.slots.count))
    table.initialize(repeating: nil, count: max(1, program.slots.count))
    self.program.kernels = InstructionSet.current.kernels
    self.program.steps = UnsafePointer(keep(layout.items.map(\.step)))
    self.program.lists = UnsafePointer(keep(program.lists))
    self.program.table = table
    program.numbers.lend(to: &self.program)
    var scratch = 0
    var prepared: [adj_program_block] = []
    for (item, block) in zip(program.blockItems, program.blocks) {
      prepared.append(prepare(block, item, layout.unchecked))
      scratch = max(scratch, adj_block_scratch(&prepared[prepared.count - 1].program))
    }
    self.program.blocks = keep(prepared)
    self.program.scratch = UnsafeMutableRawPointer(keep([UInt8](repeating: 0, count: scratch)))
  }

  deinit {
    for block in blocks { block.deallocate() }
    table.deallocate()
  }

  /// Runs steps up to one that the caller has to do, or that fails.
  func run(from first: Int, to end: Int) -> adj_program_state {
    withExtendedLifetime(numbers) { adj_run_program(&program, first, end) }
  }

  /// The slots that a call takes.
  func operands(at list: Int) -> [Int] {
    (0..<Int(lists[list])).map { Int(lists[list + 1 + $0]) }
  }

  /// Bound: `count` elements.
  func isFinite(_ elements: UnsafeRawPointer, _ dtype: DType, _ count: Int) -> Bool {
    let kernels = InstructionSet.current.kernels
    return switch dtype {
    case .float64:
      adj_first_nonfinite_f64(kernels, elements.assumingMemoryBound(to: Double.self), count)
        == count
    case .float32:
      adj_first_nonfinite_f32(kernels, elements.assumingMemoryBound(to: Float.self), count) == count
    case .bool: true
    }
  }

  /// Runs a block on several threads; whether all results are finite.
  func runShared(block number: Int, _ interruption: Interruption) throws(TensorError) -> Bool {
    let block = program.blocks + number
    adj_fill_block(&program, block)
    let isFinite = try shared[number].runParts(
      &block.pointee.program,
      UnsafeBufferPointer(start: block.pointee.sums, count: block.pointee.program.sum_count),
      interruption
    )
    return adj_finish_block(&program, block) != 0 && isFinite
  }

  // MARK: - Memory

  /// A copy of numbers that lives as long as this object.
  private func keep<T>(_ elements: [T]) -> UnsafeMutablePointer<T> {
    let size = max(1, elements.count) * MemoryLayout<T>.stride
    let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
    blocks.append(memory)
    let start = memory.bindMemory(to: T.self, capacity: max(1, elements.count))
    elements.withUnsafeBufferPointer { buffer in
      if let first = buffer.baseAddress { start.initialize(from: first, count: buffer.count) }
    }
    return start
  }

  /// A block as C runs it, with the places in the table that its item names.
  private func prepare(
    _ block: BlockProgram.Compiled,
    _ item: TensorProgram.Item,
    _ unchecked: Set<Int>
  ) -> adj_program_block {
    let inputCount = block.inputs.count
    var (fillings, stores, leaves): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
    var sums: [adj_block_sum] = []
    for (slot, filling) in block.fillings {
      let isNumber = block.slots[slot].kind == adj_slot_number
      switch filling {
      case .input(let index):
        fillings += [slot, item.reads[index], isNumber ? 1 : 0].map(UInt32.init)
      case .number(let index):
        fillings += [slot, item.reads[inputCount + index], 1].map(UInt32.init)
      case .result(let index):
        if !isNumber { fillings += [slot, item.writes[index], 0].map(UInt32.init) }
      }
    }
    for (target, slot) in zip(block.targets, item.writes) {
      if target.isNumber { stores += [UInt32(target.slot), UInt32(slot)] }
      guard let sum = target.sum, sum.rows > 0 else { continue }
      leaves.append(UInt32(slot))
      sums.append(
        adj_block_sum(
          slot: UInt16(target.slot),
          type: target.dtype.code,
          outer: sum.outer,
          rows: sum.rows,
          inner: sum.inner,
          leaves: nil
        )
      )
    }
    let strides = keep(block.strides)
    var lookedAt = [Bool](repeating: true, count: block.slots.count)
    for case (let slot, .result(let index)) in block.fillings {
      lookedAt[slot] = !unchecked.contains(item.writes[index])
    }
    let slots = zip(block.slots, lookedAt).map { slot, isLookedAt in
      var filled = adj_block_slot()
      filled.kind = UInt8(slot.kind)
      filled.type = slot.dtype.code
      filled.buffer = slot.buffer
      filled.period = UInt16(slot.period)
      filled.checks = isLookedAt ? 1 : 0
      filled.number.f64 = slot.constant
      if slot.kind == adj_slot_broadcast {
        filled.strides = UnsafePointer(strides + slot.strideOffset)
      }
      return filled
    }
    var result = adj_program_block()
    result.slots = keep(slots)
    result.sums = keep(sums)
    result.preparations = UnsafePointer(keep(block.preparations))
    result.preparation_count = block.preparations.count
    result.fillings = UnsafePointer(keep(fillings))
    result.filling_count = fillings.count / 3
    result.stores = UnsafePointer(keep(stores))
    result.store_count = stores.count / 2
    result.leaves = UnsafePointer(keep(leaves))
    result.count = block.instructions.isEmpty && sums.isEmpty ? 0 : block.count
    result.program = adj_block_program(
      kernels: InstructionSet.current.kernels,
      instructions: UnsafePointer(keep(block.instructions)),
      slots: UnsafePointer(result.slots),
      sums: UnsafePointer(result.sums),
      instruction_count: block.instructions.count,
      slot_count: block.slots.count,
      sum_count: sums.count,
      buffer_count: block.bufferCount,
      axes: UnsafePointer(keep(block.axes)),
      axis_count: block.axes.count,
      checks: 1,
      bypasses: block.bypasses ? 1 : 0
    )
    return result
  }
}
