/// An operand of an operator, with the place where its number is read without asking the node.
///
/// A name or a constant is read again by its node where it holds no number: reading changes nothing.
struct NumericOperand {
  /// Where the number of a node is found.
  enum Source {
    case slot(Int)
    case constant(Double)
    case captured(Int)
    /// A name of the session, which the node that was asked keeps alive.
    case global(Unmanaged<GlobalCell>)
    /// Only the node knows.
    case node

    /// The number; nil where the node has to be asked.
    @inline(__always)
    func number(_ frame: borrowing Frame) -> Double? {
      switch self {
      case .slot(let slot): frame.number(at: slot)
      case .constant(let number): number
      case .captured(let index): frame.capturedNumber(at: index)
      case .global(let cell):
        // What a recorded run reads is written down, which the node does.
        frame.context.graph.isRecording ? nil : cell._withUnsafeGuaranteedRef { $0.number }
      case .node: nil
      }
    }
  }

  let node: Node
  private let reference: Unmanaged<Node>
  private let source: Source

  init(_ node: Node) {
    self.node = node
    reference = .passUnretained(node)
    source = node.numberSource
  }

  @inline(__always)
  func evaluate(_ frame: inout Frame) throws -> Value {
    if let number = source.number(frame) { return .number(number) }
    return try reference._withUnsafeGuaranteedRef { try $0.evaluate(&frame) }
  }

  var height: Int { node.height }
}
