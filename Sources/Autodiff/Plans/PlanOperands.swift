import TensorCore

extension PlanSlice {
  /// The operands of a step: two stand in it, and only more take memory.
  struct Operands: RandomAccessCollection {
    let count: Int
    let first: Reference
    private let second: Reference
    private let rest: [Reference]

    private static var none: Reference { .node(-1) }

    init() { (count, first, second, rest) = (0, Self.none, Self.none, []) }

    init(_ operand: Reference) { (count, first, second, rest) = (1, operand, Self.none, []) }

    init(_ left: Reference, _ right: Reference) {
      (count, first, second, rest) = (2, left, right, [])
    }

    init(_ all: [Reference]) {
      count = all.count
      first = all.first ?? Self.none
      second = all.count > 1 ? all[1] : Self.none
      rest = all.count > 2 ? Array(all[2...]) : []
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    subscript(index: Int) -> Reference {
      switch index {
      case 0: first
      case 1: second
      default: rest[index - 2]
      }
    }

    /// Calls a body with each operand that is a constant.
    @inline(__always)
    func forEachConstant(_ body: (Operand) -> Void) {
      if case .constant(let operand) = first { body(operand) }
      if case .constant(let operand) = second { body(operand) }
      for case .constant(let operand) in rest { body(operand) }
    }

    /// Calls a body with each operand that is a node.
    @inline(__always)
    func forEachNode(_ body: (Int) -> Void) {
      if case .node(let position) = first, position >= 0 { body(position) }
      if case .node(let position) = second, position >= 0 { body(position) }
      for case .node(let position) in rest { body(position) }
    }
  }

  /// The nodes that take each node, as often as they take it.
  struct Consumers {
    private var starts: [Int32] = [0]
    private var all: [Int32] = []

    init() {}

    init(_ nodes: [Node]) {
      var counts = [Int32](repeating: 0, count: nodes.count + 1)
      for position in nodes.indices { nodes[position].operands.forEachNode { counts[$0 + 1] += 1 } }
      for position in nodes.indices { counts[position + 1] += counts[position] }
      starts = counts
      all = [Int32](repeating: 0, count: Int(counts[nodes.count]))
      for position in nodes.indices {
        nodes[position].operands.forEachNode { operand in
          all[Int(counts[operand])] = Int32(position)
          counts[operand] += 1
        }
      }
    }

    subscript(position: Int) -> some RandomAccessCollection<Int> {
      all[Int(starts[position])..<Int(starts[position + 1])].lazy.map { Int($0) }
    }
  }

  /// The steps met so far by what they do; only operations without attributes are compared.
  struct StepTable {
    struct Key {
      fileprivate let operation: Int
      fileprivate let first: UInt64
      fileprivate let second: UInt64
      /// Which of the operands are numbers and not nodes.
      fileprivate let form: UInt8

      /// nil for a step that is like no other.
      init?(_ operation: Operation, _ operands: Operands) {
        guard operation.number >= 0 else { return nil }
        var bits: (UInt64, UInt64) = (0, 0)
        var form: UInt8 = 0
        for index in 0..<operands.count {
          let part: UInt64
          switch operands[index] {
          case .node(let position): part = UInt64(position)
          case .constant(.number(let number)):
            part = number.bitPattern
            form |= 1 << index
          case .constant: return nil
          }
          if index == 0 { bits.0 = part } else { bits.1 = part }
        }
        self.operation = operation.number
        (first, second) = bits
        self.form = form
      }

      fileprivate var hash: Int {
        var hash = MixedHash(operation << 2 | Int(form))
        hash.combine(first)
        hash.combine(second)
        return hash.value
      }

      fileprivate static func == (left: Key, right: Key) -> Bool {
        left.operation == right.operation && left.first == right.first
          && left.second == right.second && left.form == right.form
      }
    }

    private var keys: [Key] = []
    private var positions: [Int] = []
    private var index = HashIndex()

    /// Prepares for some steps.
    mutating func reserveCapacity(_ count: Int) {
      keys.reserveCapacity(count)
      positions.reserveCapacity(count)
      index.reserveCapacity(count)
    }

    /// Where the step stands; nil where it is new, and from then on stands at `position`.
    mutating func position(of key: Key, orInsert position: Int) -> Int? {
      let hash = key.hash
      if let known = index.first(hash, where: { keys[$0] == key }) { return positions[known] }
      index.insert(keys.count, hash)
      keys.append(key)
      positions.append(position)
      return nil
    }
  }
}
