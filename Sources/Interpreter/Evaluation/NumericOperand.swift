/// An operand of an operator, with the place where its number is read without asking the node.
///
/// A local or a constant is read again by its node where it holds no number: reading changes nothing.
struct NumericOperand {
  /// Where the number of a node is found.
  enum Source {
    case slot(Int)
    case constant(Double)
    /// Only the node knows.
    case node
  }

  let node: Node
  private let source: Source

  init(_ node: Node) {
    self.node = node
    source = node.numberSource
  }

  @inline(__always)
  func evaluate(_ frame: inout Frame) throws -> Value {
    switch source {
    case .slot(let slot):
      if let number = frame.number(at: slot) { return .number(number) }
    case .constant(let number): return .number(number)
    case .node: break
    }
    return try node.evaluate(&frame)
  }

  var height: Int { node.height }
}
