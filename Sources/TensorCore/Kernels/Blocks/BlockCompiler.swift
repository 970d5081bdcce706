internal import CVectorMath

extension BlockProgram {
  /// Turns steps into instructions on slots, and shares buffers among those that do not live together.
  struct Compiler {
    private let program: BlockProgram
    private let shape: Shape
    private(set) var result = Compiled()
    /// The slot of each register that is needed, and the last step that uses it.
    private var slotOfRegister: [Int?]
    private var lastUse: [Int]
    private var freeBuffers: [UInt16] = []

    init(_ program: BlockProgram) {
      self.program = program
      var shape = Shape.scalar
      for result in program.results {
        let next = program.shape(of: result.register)
        // Results have one number of elements, or one element: shapes fit but for axes of size 1.
        if next.count != 1 || next.rank > shape.rank {
          shape = (try? shape.broadcast(with: next)) ?? shape
        }
      }
      self.shape = shape
      slotOfRegister = program.steps.map { _ in nil }
      lastUse = program.steps.map { _ in -1 }
    }

    mutating func compile() {
      result.count = shape.count
      result.numberCount = program.numberCount
      for (index, step) in program.steps.enumerated() {
        guard case .input = step else { continue }
        let input = Compiled.Input(shape: program.shapes[index], dtype: program.types[index])
        result.inputs.append(input)
      }
      findUses()
      findExposedInputs()
      let needed = program.steps.indices.filter { lastUse[$0] >= 0 }
      for index in needed { makeInput(index) }
      placeBroadcasts(needed)
      for index in needed { makeInstruction(index) }
      for number in program.results.indices { makeTarget(number) }
    }

    // MARK: - Uses

    /// The last use of every register; the end of the program counts as a step.
    private mutating func findUses() {
      for result in program.results { lastUse[result.register.index] = program.steps.count }
      for index in program.steps.indices.reversed() where lastUse[index] >= 0 {
        for operand in program.steps[index].operands where lastUse[operand.index] < 0 {
          lastUse[operand.index] = index
        }
      }
    }

    /// The inputs that no NaN or infinity can be in without a result having one, too.
    private mutating func findExposedInputs() {
      guard shape.count > 0 else { return }
      var exposed = Set(program.results.map { $0.register.index })
      for index in program.steps.indices.reversed() where exposed.contains(index) {
        switch program.steps[index] {
        case .input(let position): result.exposedInputs.append(position)
        case .unary(let kernel, let x): if kernel.keepsNonFinite { exposed.insert(x.index) }
        case .binary(let kernel, let a, let b):
          let keeps = kernel.keepsNonFinite
          if keeps[0] { exposed.insert(a.index) }
          if keeps[1] { exposed.insert(b.index) }
        case .cast(let x): if program.types[index] != .bool { exposed.insert(x.index) }
        case .number, .constant, .select: break
        }
      }
    }

    private func isNumber(_ index: Int) -> Bool { program.shapes[index].count == 1 }

    /// The slot of a register that was needed, and so has one.
    private func slot(_ register: Register) -> Int { slotOfRegister[register.index] ?? 0 }

    private mutating func addSlot(_ kind: Int, _ dtype: DType, constant: Double = 0) -> Int {
      result.slots.append(Compiled.Slot(kind: kind, dtype: dtype, constant: constant))
      precondition(result.slots.count <= Int(UInt16.max), "a program has at most 65535 slots")
      return result.slots.count - 1
    }

    private mutating func takeBuffer() -> UInt16 {
      if let free = freeBuffers.popLast() { return free }
      result.bufferCount += 1
      return UInt16(result.bufferCount - 1)
    }

    /// Frees the buffers of a step's operands that nothing uses afterwards.
    private mutating func releaseOperands(of index: Int) {
      for register in Set(program.steps[index].operands) where lastUse[register.index] == index {
        let slot = result.slots[slot(register)]
        if slot.kind == adj_slot_scratch || (slot.kind == adj_slot_broadcast && slot.period == 0) {
          freeBuffers.append(slot.buffer)
        }
      }
    }

    // MARK: - Inputs

    private mutating func makeInput(_ index: Int) {
      let dtype = program.types[index]
      switch program.steps[index] {
      case .input(let position):
        let kind =
          isNumber(index)
          ? adj_slot_number
          : program.shapes[index].count == shape.count ? adj_slot_stream : adj_slot_broadcast
        let slot = addSlot(kind, dtype)
        result.fillings.append((slot, .input(position)))
        slotOfRegister[index] = slot
      case .number(let position):
        let slot = addSlot(adj_slot_number, dtype)
        result.fillings.append((slot, .number(position)))
        slotOfRegister[index] = slot
      case .constant(let value):
        slotOfRegister[index] = addSlot(adj_slot_number, dtype, constant: value)
      case .unary, .binary, .select, .cast: break
      }
    }

    /// Gives what is gathered its strides and a buffer: that happens before the first instruction.
    private mutating func placeBroadcasts(_ needed: [Int]) {
      let inputs = needed.filter {
        guard case .input = program.steps[$0], let slot = slotOfRegister[$0] else { return false }
        return result.slots[slot].kind == adj_slot_broadcast
      }
      let plan = BroadcastPlan(inputs.map { program.shapes[$0] }, to: shape)
      let axes = [(plan.run, plan.steps), plan.rows] + plan.outer
      result.axes = axes.map(\.0)
      for (operand, index) in inputs.enumerated() {
        guard let slot = slotOfRegister[index] else { continue }
        result.slots[slot].strideOffset = result.strides.count
        result.strides += axes.map { $0.1[operand] }
        // The axes up to the last one along which the operand moves.
        let moving = axes.lastIndex { $0.1[operand] != 0 } ?? 0
        let period = axes[...moving].reduce(1) { $0 * $1.0 }
        // Elements that come again are gathered once, for a block that begins anywhere among them.
        let comesAgain = 1...Int(ADJ_BLOCK) ~= period
        result.slots[slot].period = comesAgain ? period : 0
        result.slots[slot].buffer = UInt16(result.bufferCount)
        result.bufferCount += comesAgain ? 2 : 1
      }
    }

    // MARK: - Instructions

    private mutating func makeInstruction(_ index: Int) {
      let step = program.steps[index]
      let dtype = program.types[index]
      guard var instruction = instruction(step, dtype) else { return }
      let isNumber = isNumber(index)
      // A step on numbers is done once. Where the whole program is on numbers, that is every step.
      if isNumber {
        let slot = addSlot(adj_slot_number, dtype)
        slotOfRegister[index] = slot
        instruction.target = UInt16(slot)
        result.preparations.append(instruction)
        return
      }
      let output = program.results.firstIndex { $0.elements?.index == index }
      let slot = addSlot(output == nil ? adj_slot_scratch : adj_slot_stream, dtype)
      slotOfRegister[index] = slot
      instruction.target = UInt16(slot)
      if let output {
        result.fillings.append((slot, .result(output)))
        releaseOperands(of: index)
      } else if step.worksInPlace {
        releaseOperands(of: index)
        result.slots[slot].buffer = takeBuffer()
      } else {
        result.slots[slot].buffer = takeBuffer()
        releaseOperands(of: index)
      }
      result.instructions.append(instruction)
      result.work += step.work
    }

    /// What a step does, and on which slots; nil for an input.
    private func instruction(_ step: Step, _ dtype: DType) -> adj_block_instruction? {
      var instruction = adj_block_instruction()
      let operands = step.operands.map { UInt16(slot($0)) }
      guard let first = step.operands.first else { return nil }
      var type = program.dtype(of: first)
      switch step {
      case .input, .number, .constant: return nil
      case .unary(let kernel, _):
        let tests = UInt8(UnaryKernel.logicalNot.rawValue)
        instruction.action = UInt8(kernel.isTest ? adj_do_test : adj_do_unary)
        instruction.kernel = kernel.isTest ? kernel.rawValue - tests : kernel.rawValue
      case .binary(let kernel, _, _):
        instruction.action = UInt8(kernel.isComparison ? adj_do_compare : adj_do_binary)
        instruction.kernel = kernel.isComparison ? UInt8(kernel.comparison) : kernel.rawValue
      case .select(_, let a, _):
        instruction.action = UInt8(adj_do_select)
        type = program.dtype(of: a)
      case .cast: instruction.action = UInt8(adj_do_cast)
      }
      instruction.type = type.code
      instruction.a = operands[0]
      // What an instruction does not use stands for the first, so that every number names a slot.
      instruction.b = operands.count > 1 ? operands[1] : operands[0]
      instruction.c = operands.count > 2 ? operands[2] : operands[0]
      instruction.target_type = dtype.code
      return instruction
    }

    // MARK: - Results

    private mutating func makeTarget(_ number: Int) {
      let register = program.results[number].register
      let dtype = program.dtype(of: register)
      let own = program.shape(of: register)
      var slot = slot(register)
      let isNumber = own.count == 1
      precondition(isNumber || own.count == shape.count, "results of a program fill its shape")
      let isThere = result.fillings.contains {
        if case .result(number) = $0.filling { $0.slot == slot } else { false }
      }
      let target: Shape
      var sum: Compiled.Sum?
      switch program.results[number] {
      case .elements:
        target = own
        // An input, or a result for the second time: a copy.
        if !isNumber, !isThere { slot = addCopy(of: slot, dtype, to: number) }
      case .sum(_, let shape):
        target = shape
        // The sum of one element is that element.
        if !isNumber { sum = Compiled.Sum(own, to: shape) }
      }
      result.targets.append(
        Compiled.Target(slot: slot, isNumber: isNumber, dtype: dtype, shape: target, sum: sum)
      )
    }

    private mutating func addCopy(of source: Int, _ dtype: DType, to number: Int) -> Int {
      let slot = addSlot(adj_slot_stream, dtype)
      result.fillings.append((slot, .result(number)))
      var copy = adj_block_instruction()
      copy.action = UInt8(adj_do_cast)
      copy.type = dtype.code
      copy.target_type = dtype.code
      copy.target = UInt16(slot)
      (copy.a, copy.b, copy.c) = (UInt16(source), UInt16(source), UInt16(source))
      result.instructions.append(copy)
      return slot
    }
  }
}
