/// Where a call finds its function without counting a reference to it.
///
/// Whatever holds the function holds it until the call ends: a function assigns no name outside of it, and
/// a call whose arguments assign names counts its function.
enum CalleeSource {
  case slot(Int)
  case captured(Int)
  /// A name of the session, which the node that was asked keeps alive.
  case global(Unmanaged<GlobalCell>)
  /// The function that runs calls itself.
  case sibling(Int)
  /// Only the node knows.
  case node

  /// nil where the node has to be asked.
  @inline(__always)
  func function(_ frame: borrowing Frame) -> Unmanaged<Function>? {
    switch self {
    case .slot(let slot): frame.function(at: slot)
    case .captured(let index): frame.capturedFunction(at: index)
    case .global(let cell):
      // What a recorded run reads is written down, which the node does.
      frame.context.graph.isRecording
        ? nil : cell._withUnsafeGuaranteedRef { $0.value.uncountedFunction }
    case .sibling(let index): frame.runningFunction(withIndex: index)
    case .node: nil
    }
  }
}
