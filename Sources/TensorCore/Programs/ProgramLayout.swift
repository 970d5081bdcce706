internal import CVectorMath

/// Where the values of a program stand: what lives at different times shares memory.
struct ProgramLayout {
  /// Where the elements of a slot are found.
  enum Place {
    /// Bytes from the start of the program's own memory.
    case own(Int)
    /// A tensor of its own, made in each run: a result, or what a call takes.
    case tensor
    /// What the slot's home says.
    case home
  }

  /// The steps, with those that make and drop tensors between them.
  private(set) var items: [TensorProgram.Item] = []
  private(set) var places: [Place]
  private(set) var byteCount = 0
  /// Results of blocks whose elements need no look: they would show in what is looked at later.
  private(set) var unchecked: Set<Int> = []
  /// Slots whose elements are all finite once a run has succeeded: written once, as a whole, and looked at.
  private(set) var finite: Set<Int> = []
  /// What each slot is a part of, or itself.
  let bases: [Int]

  private let program: TensorProgram
  private var lastUses: [Int]
  /// Small results, whose tensors are made together before the first step.
  private var madeFirst: [Int] = []
  /// Freed stretches of memory by their size.
  private var free: [Int: [Int]] = [:]

  init(_ program: TensorProgram) {
    self.program = program
    bases = program.slots.indices.map { program.base(of: $0) }
    places = program.slots.map { _ in .home }
    lastUses = program.slots.map { _ in -1 }
    var steps = program.items
    for (index, item) in steps.enumerated() {
      for slot in item.reads + item.writes { lastUses[bases[slot]] = index }
    }
    for output in program.outputs { lastUses[output.slot] = .max }
    let tensors = tensorSlots()
    markFinite(steps)
    markCovered(&steps)
    items.reserveCapacity(steps.count + 1)
    for index in steps.indices { place(steps[index], index, tensors) }
    if !madeFirst.isEmpty { items.insert(.outside(.make(madeFirst)), at: 0) }
  }

  /// What calls take, and what comes out, stands in tensors.
  private func tensorSlots() -> Set<Int> {
    var result: Set<Int> = []
    for item in program.items {
      guard case .call? = item.outside else { continue }
      for slot in item.reads { result.insert(bases[slot]) }
    }
    for output in program.outputs { result.insert(output.slot) }
    return result
  }

  /// Whoever writes a slot as a whole looks at all its elements, or leaves that to what they would show in.
  private mutating func markFinite(_ items: [TensorProgram.Item]) {
    var written: Set<Int> = []
    for item in items {
      for slot in item.writes {
        let isFirst = written.insert(bases[slot]).inserted
        if isFirst, bases[slot] == slot, item.isBlock || item.step.checks != 0 {
          finite.insert(slot)
        } else {
          finite.remove(bases[slot])
        }
      }
    }
  }

  /// Where each element of a result is looked at, its operands need no look if they would show in it.
  private mutating func markCovered(_ items: inout [TensorProgram.Item]) {
    var covered: Set<Int> = []
    for index in items.indices.reversed() {
      let item = items[index]
      if item.isBlock {
        unchecked.formUnion(covered.intersection(item.writes))
        covered.formUnion(item.exposed)
        continue
      }
      guard let target = item.writes.first, item.writes.count == 1 else { continue }
      let isCovered = covered.contains(target)
      if isCovered { items[index].step.checks = 0 }
      guard isCovered || item.step.checks != 0 else { continue }
      covered.formUnion(item.exposed)
    }
  }

  private mutating func place(_ item: TensorProgram.Item, _ index: Int, _ tensors: Set<Int>) {
    var item = item
    var dying: [Int] = []
    for slot in item.reads + item.writes {
      let base = bases[slot]
      if lastUses[base] == index, !dying.contains(base) { dying.append(base) }
    }
    var (made, dropped): ([Int], [Int]) = ([], [])
    var taken: Int?
    for slot in item.writes where isNew(slot) {
      let base = bases[slot]
      if tensors.contains(base) {
        places[base] = .tensor
        if lastUses[base] == .max, program.slots[base].byteCount <= Self.smallResult {
          madeFirst.append(base)
        } else {
          made.append(base)
        }
      } else if let operand = item.reads.first(where: { canTakeOver($0, base, item, dying) }) {
        places[base] = places[operand]
        taken = operand
        if item.step.action == adj_run_copy { item.step.action = UInt8(adj_run_nothing) }
      } else {
        places[base] = .own(take(program.slots[base].byteCount))
      }
    }
    for base in dying where base != taken {
      switch places[base] {
      case .own(let offset): give(offset, program.slots[base].byteCount)
      case .tensor: dropped.append(base)
      case .home: if case .call = program.slots[base].home { dropped.append(base) }
      }
    }
    if !made.isEmpty { items.append(.outside(.make(made))) }
    items.append(item)
    if !dropped.isEmpty { items.append(.outside(.drop(dropped))) }
  }

  /// Whether an item is the first to write into a slot that needs memory.
  private func isNew(_ slot: Int) -> Bool {
    guard case .own = program.slots[bases[slot]].home, case .home = places[bases[slot]] else {
      return false
    }
    return true
  }

  /// Whether a result may stand where an operand stands that nothing reads afterwards.
  private func canTakeOver(
    _ operand: Int,
    _ target: Int,
    _ item: TensorProgram.Item,
    _ dying: [Int]
  ) -> Bool {
    guard item.worksInPlace, dying.contains(operand), operand != target,
      case .own = places[operand]
    else { return false }
    return program.slots[operand].byteCount == program.slots[target].byteCount
  }

  // MARK: - Memory

  /// The bytes of a result up to which it may have its memory before it is computed.
  private static let smallResult = 1 << 16

  private static func rounded(_ size: Int) -> Int {
    let step = size < 4096 ? 64 : (1 << (Int.bitWidth - 1 - size.leadingZeroBitCount)) / 8
    return max(64, (size + step - 1) / step * step)
  }

  private mutating func take(_ size: Int) -> Int {
    let size = Self.rounded(size)
    if let offset = free[size]?.popLast() { return offset }
    byteCount += size
    return byteCount - size
  }

  private mutating func give(_ offset: Int, _ size: Int) {
    free[Self.rounded(size), default: []].append(offset)
  }
}

extension TensorProgram.Item {
  /// What the interpreter of steps leaves to its caller, alone.
  fileprivate static func outside(_ outside: TensorProgram.Outside) -> TensorProgram.Item {
    var step = adj_program_step()
    step.action = UInt8(adj_run_outside)
    return TensorProgram.Item(step: step, reads: [], writes: [], outside: outside)
  }
}
