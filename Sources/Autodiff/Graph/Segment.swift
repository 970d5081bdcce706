import TensorCore

/// A stretch of 1024 nodes, freed as a whole when nothing in it lives any more.
///
/// The pointers are valid for slots `0..<Segment.capacity`; `used` slots of `nodes` are initialised.
final class Segment {
  static let shift: UInt32 = 10
  static let capacity = 1 << Int(shift)
  static let mask = UInt32(capacity - 1)

  let nodes = UnsafeMutablePointer<Node>.allocate(capacity: capacity)
  private(set) var used = 0
  /// How many nodes are not yet freed.
  var living = 0

  private var tensors: UnsafeMutablePointer<Tensor?>?
  private var names: UnsafeMutablePointer<NameID>?
  /// The inputs of nodes that have more than two.
  private var lists: [Int: [NodeID]] = [:]

  /// Places for a search over the graph to leave a mark in; nil where it has not come.
  private(set) var marks: UnsafeMutablePointer<Int32>?

  deinit {
    for slot in 0..<used { nodes[slot].operation?.release() }
    nodes.deallocate()
    tensors?.deinitialize(count: Self.capacity).deallocate()
    names?.deallocate()
    marks?.deallocate()
  }

  var isFull: Bool { used == Self.capacity }

  /// Adds a node and gives its slot.
  func append(_ node: Node) -> Int {
    precondition(used < Self.capacity, "a full segment takes no node")
    (nodes + used).initialize(to: node)
    used += 1
    living += 1
    return used - 1
  }

  /// How many of the nodes have a tensor at the moment.
  var tensorCount: Int {
    guard let tensors else { return 0 }
    return (0..<used).count { tensors[$0] != nil }
  }

  func tensor(_ slot: Int) -> Tensor? { tensors?[slot] }

  func setTensor(_ tensor: Tensor?, _ slot: Int) {
    if let tensors {
      tensors[slot] = tensor
    } else if let tensor {
      let column = UnsafeMutablePointer<Tensor?>.allocate(capacity: Self.capacity)
      column.initialize(repeating: nil, count: Self.capacity)
      column[slot] = tensor
      tensors = column
    }
  }

  func name(_ slot: Int) -> NameID { names?[slot] ?? .none }

  func setName(_ name: NameID, _ slot: Int) {
    if names == nil {
      let column = UnsafeMutablePointer<NameID>.allocate(capacity: Self.capacity)
      column.initialize(repeating: .none, count: Self.capacity)
      names = column
    }
    names?[slot] = name
  }

  func list(_ slot: Int) -> [NodeID] { lists[slot] ?? [] }

  func setList(_ list: [NodeID]?, _ slot: Int) { lists[slot] = list }

  /// The marks, made on first use.
  func preparedMarks() -> UnsafeMutablePointer<Int32> {
    if let marks { return marks }
    let column = UnsafeMutablePointer<Int32>.allocate(capacity: Self.capacity)
    column.initialize(repeating: 0, count: Self.capacity)
    marks = column
    return column
  }

  /// Gives the marks back, so that a pass over a long graph leaves no memory behind.
  func removeMarks() {
    marks?.deallocate()
    marks = nil
  }
}
