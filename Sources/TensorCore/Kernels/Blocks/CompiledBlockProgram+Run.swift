internal import CVectorMath
import Synchronization

extension BlockProgram.Compiled {
  /// What a run gives.
  public struct Output: Sendable {
    /// The results in the order in which the program named them.
    public let tensors: [Tensor]
    /// Whether no element of a result is NaN or infinite; true where nobody asked.
    public let isFinite: Bool
  }

  /// Runs the program on tensors of the shapes and kinds it was written for, and on numbers.
  ///
  /// With `checksFinite` the elements of all results are looked at.
  public func run(
    _ tensors: [Tensor],
    numbers: [Double] = [],
    checksFinite: Bool = false,
    interruption: Interruption? = nil
  ) throws(TensorError) -> Output {
    var memory: [Memory] = []
    for target in targets { memory.append(try Memory(target)) }
    var slots = filledSlots(tensors, numbers, memory)
    let sums = blockSums(memory)
    let isFinite = try runBlocks(&slots, sums, checksFinite, interruption)
    withExtendedLifetime((tensors, memory)) {
      for (target, memory) in zip(targets, memory) where target.isNumber {
        memory.result.store(slots[target.slot])
      }
      for var sum in sums { adj_finish_block_sum(InstructionSet.current.kernels, &sum) }
    }
    var results: [Tensor] = []
    for (target, memory) in zip(targets, memory) { results.append(try memory.finished(target)) }
    if checksFinite, isFinite {
      for (target, result) in zip(targets, results) where target.sum == nil {
        if !target.isNumber { result.isKnownFinite = true }
      }
    }
    let sumsAreFinite = zip(targets, results).allSatisfy { target, result in
      !checksFinite || (target.sum == nil && !target.isNumber) || result.allFinite
    }
    return Output(tensors: results, isFinite: isFinite && sumsAreFinite)
  }

  /// Where a result is written, and the leaves of the tree that sums it.
  private struct Memory {
    let result: Tensor
    var leaves: Tensor?

    init(_ target: Target) throws(TensorError) {
      result = try Tensor(unfilled: target.sum?.partial ?? target.shape, target.dtype)
      guard let sum = target.sum else { return }
      // The leaves are the sums where there is one for each.
      let size = sum.outer * sum.leafCount * sum.inner
      leaves = try size == result.count ? result : Tensor(unfilled: [size], target.dtype)
    }

    /// The result, with its sum taken out of the leaves.
    func finished(_ target: Target) throws(TensorError) -> Tensor {
      guard let sum = target.sum, let leaves else { return result }
      if sum.rows == 0 {
        try result.fill(0)
      } else if leaves.storage !== result.storage {
        let step = sum.leafCount * sum.inner
        for outer in 0..<sum.outer {
          leaves.copyElements(outer * step, 1, to: result, outer * sum.inner, 1, sum.inner)
        }
      }
      if sum.remaining.isEmpty { return try result.reshaped(to: target.shape) }
      let rest = try Reduction.sum.apply(to: result, over: sum.remaining, keepsDimensions: true)
      return try rest.reshaped(to: target.shape)
    }
  }

  /// The slots with the addresses and numbers of this run; what can be computed once is.
  private func filledSlots(
    _ tensors: [Tensor],
    _ numbers: [Double],
    _ memory: [Memory]
  ) -> [adj_block_slot] {
    precondition(numbers.count == numberCount, "a run has the numbers that the program names")
    precondition(tensors.count == inputs.count, "a run has the tensors that the program names")
    var filled = slots.map { slot in
      var filled = adj_block_slot()
      filled.kind = UInt8(slot.kind)
      filled.type = slot.dtype.code
      filled.buffer = slot.buffer
      filled.period = UInt16(slot.period)
      filled.checks = 1
      filled.number.f64 = slot.constant
      return filled
    }
    for (slot, filling) in fillings {
      switch filling {
      case .input(let index):
        let (tensor, input) = (tensors[index], inputs[index])
        precondition(
          tensor.dtype == input.dtype && tensor.shape == input.shape,
          "a run has the shapes and kinds that the program was written for"
        )
        filled[slot].base = tensor.bytes
        if slots[slot].kind == adj_slot_number { tensor.load(into: &filled[slot]) }
      case .number(let index): filled[slot].number.f64 = numbers[index]
      case .result(let index): filled[slot].base = memory[index].result.bytes
      }
    }
    for var instruction in preparations {
      adj_run_number(InstructionSet.current.kernels, &instruction, &filled)
    }
    return filled
  }

  private func blockSums(_ memory: [Memory]) -> [adj_block_sum] {
    zip(targets, memory).compactMap { target, memory in
      guard let sum = target.sum, let leaves = memory.leaves, sum.rows > 0 else { return nil }
      return adj_block_sum(
        slot: UInt16(target.slot),
        type: target.dtype.code,
        outer: sum.outer,
        rows: sum.rows,
        inner: sum.inner,
        leaves: leaves.bytes
      )
    }
  }

  /// Runs the instructions for all elements; whether those of the results are finite.
  private func runBlocks(
    _ slots: inout [adj_block_slot],
    _ sums: [adj_block_sum],
    _ checks: Bool,
    _ interruption: Interruption?
  ) throws(TensorError) -> Bool {
    if count == 0 || (instructions.isEmpty && sums.isEmpty) { return true }
    return try withProgram(&slots, sums, checks) { program throws(TensorError) in
      try runParts(program, sums, interruption)
    }
  }

  /// Runs all blocks of a program, some on each thread; whether what they looked at is finite.
  func runParts(
    _ program: UnsafePointer<adj_block_program>,
    _ sums: some Sequence<adj_block_sum>,
    _ interruption: Interruption?
  ) throws(TensorError) -> Bool {
    let outcome = Atomic(Int32(1))
    try Workers.split(count, grain: partSize(sums), interruption) { part in
      let one = adj_run_blocks(program, part.lowerBound, part.upperBound)
      outcome.min(one, ordering: .relaxed)
    }
    guard outcome.load(ordering: .relaxed) >= 0 else {
      throw .memory("no memory for the blocks of a computation")
    }
    return outcome.load(ordering: .relaxed) == 1
  }

  /// The elements that one of several threads computes at a time: some 50 µs, and no leaf of a sum is cut.
  private func partSize(_ sums: some Sequence<adj_block_sum>) -> Int {
    let period = sums.reduce(Int(ADJ_BLOCK)) { period, sum in
      let own: Int
      if sum.outer > 1 || sum.rows <= adj_leaf_rows(sum.inner) {
        own = sum.rows * sum.inner
      } else {
        own = adj_leaf_rows(sum.inner) * sum.inner
      }
      let (product, overflows) = (period / greatestCommonDivisor(period, own))
        .multipliedReportingOverflow(by: own)
      return overflows ? count : min(product, count)
    }
    return period * max(1, (1 << 18) / (work * period))
  }

  /// Bytes of streams from which on they are too long for the caches: the last of them has some 32 MB.
  private static let longStreams = 24 << 20

  /// Whether what is written goes past the caches, which it would only empty of what is read.
  var bypasses: Bool {
    let bytes = slots.reduce(0) { sum, slot in
      slot.kind == adj_slot_stream ? sum + count * slot.dtype.size : sum
    }
    return bytes >= Self.longStreams
  }

  /// Calls `body` with the program in C's form; its addresses hold until `body` returns.
  private func withProgram(
    _ slots: inout [adj_block_slot],
    _ sums: [adj_block_sum],
    _ checks: Bool,
    _ body: (UnsafePointer<adj_block_program>) throws(TensorError) -> Bool
  ) throws(TensorError) -> Bool {
    let kinds = self.slots
    return try slots.withUnsafeMutableBufferPointer { slots throws(TensorError) in
      try strides.withUnsafeBufferPointer { strides throws(TensorError) in
        try axes.withUnsafeBufferPointer { axes throws(TensorError) in
          try instructions.withUnsafeBufferPointer { instructions throws(TensorError) in
            try sums.withUnsafeBufferPointer { sums throws(TensorError) in
              for index in slots.indices where kinds[index].kind == adj_slot_broadcast {
                slots[index].strides = strides.baseAddress.map { $0 + kinds[index].strideOffset }
              }
              var program = adj_block_program(
                kernels: InstructionSet.current.kernels,
                instructions: instructions.baseAddress,
                slots: slots.baseAddress,
                sums: sums.baseAddress,
                instruction_count: instructions.count,
                slot_count: slots.count,
                sum_count: sums.count,
                buffer_count: bufferCount,
                axes: axes.baseAddress,
                axis_count: axes.count,
                checks: checks ? 1 : 0,
                bypasses: bypasses ? 1 : 0
              )
              return try body(&program)
            }
          }
        }
      }
    }
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}

extension Tensor {
  /// Writes the number in a slot, whose kind is this tensor's.
  ///
  /// Bound: one element.
  fileprivate func store(_ slot: adj_block_slot) {
    switch dtype {
    case .float64: float64[0] = slot.number.f64
    case .float32: float32[0] = slot.number.f32
    case .bool: bool[0] = slot.number.byte
    }
  }

  /// Puts the first element into a slot.
  fileprivate func load(into slot: inout adj_block_slot) {
    switch dtype {
    case .float64: slot.number.f64 = float64[0]
    case .float32: slot.number.f32 = float32[0]
    case .bool: slot.number.byte = bool[0]
    }
  }
}
