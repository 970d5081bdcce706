/// The locals of one running call, or of one cell.
///
/// Passed `inout` from node to node, so that no access to a local is checked or boxed.
struct Frame {
  /// What a call of a builtin adds to the depth, beside the cost of the functions it calls.
  static let builtinCost = 24

  var slots: ContiguousArray<Value>
  /// The value of the block or function that is about to end.
  var result: Value = .none
  let closure: Closure?
  let context: Context
  /// How much of the stack budget is used here.
  let depth: Int

  init(slotCount: Int, closure: Closure? = nil, context: Context, depth: Int) {
    slots = ContiguousArray(repeating: .unassigned, count: slotCount)
    self.closure = closure
    self.context = context
    self.depth = depth
  }
}

/// How a statement ended.
enum Flow {
  case next
  case breaking
  case continuing
  /// With the function's value in `frame.result`.
  case returning
}

/// A `return`, `break` or `continue` inside a block that is part of an expression.
struct FlowSignal: Error {
  let flow: Flow
}
