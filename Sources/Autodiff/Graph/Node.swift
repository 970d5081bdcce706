/// The name of a node within its graph: ids grow with time and are never used twice,
/// so that every input of a node has a smaller id than the node itself.
struct NodeID: Hashable, Comparable, Sendable {
  let raw: UInt32

  /// Stands where a node has no such input.
  static let none = NodeID(raw: .max)

  static func < (left: NodeID, right: NodeID) -> Bool { left.raw < right.raw }

  var segment: Int { Int(raw >> Segment.shift) }
  var slot: Int { Int(raw & Segment.mask) }
}

/// One value in the graph and how it was made, in 40 bytes.
///
/// Tensors, names and lists of more than two inputs live in side tables of the segment.
struct Node {
  /// What made the value; nil in a slot that is free again.
  var operation: Unmanaged<Operation>?
  /// The value of a rank-0 float64 node; of any other, what is known of its tensor's `TensorUse`.
  var scalar: Double
  var first: NodeID
  var second: NodeID
  var kind: KindID
  /// Where in the user's source the node was made, as the interpreter numbers such places.
  var origin: UInt32
  /// How many handles and consumers keep the node alive.
  var references: Int32
  /// The leaves and parameter versions that the value depends on.
  var dependencies: DependencySetID
}
