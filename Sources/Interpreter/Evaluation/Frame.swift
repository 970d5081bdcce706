/// The locals of the running call, on top of those of the calls around it.
///
/// Passed `inout` from node to node, so that no access to a local is checked or boxed, and a call takes
/// no memory of its own.
struct Frame {
  /// What a call of a builtin adds to the depth, beside the cost of the functions it calls.
  static let builtinCost = 24

  /// The value of the block or function that is about to end.
  var result: Value = .none
  /// The running function; nil in a cell.
  ///
  /// Not counted: whoever calls a function keeps it until the call ends.
  private var running: Unmanaged<Closure>?
  let context: Context
  /// How much of the stack budget is used here.
  private(set) var depth: Int
  private var stack: ContiguousArray<Value>
  /// Where the running function's locals begin.
  private var base = 0
  /// Where those of the next call will begin.
  private var top: Int

  /// What a call puts aside, to be put back when it ends.
  struct Caller {
    fileprivate let running: Unmanaged<Closure>?
    fileprivate let base: Int
    fileprivate let depth: Int
  }

  init(slotCount: Int, closure: Closure? = nil, context: Context, depth: Int) {
    stack = ContiguousArray(repeating: .unassigned, count: slotCount)
    top = slotCount
    running = closure.map(Unmanaged.passUnretained)
    self.context = context
    self.depth = depth
  }

  /// The running function; nil in a cell.
  var closure: Closure? { running?.takeUnretainedValue() }

  /// A local of the running function.
  subscript(slot: Int) -> Value {
    get { stack[base + slot] }
    set { stack[base + slot] = newValue }
  }

  /// Swaps a local for another value.
  mutating func exchange(_ slot: Int, _ value: inout Value) {
    swap(&stack[base + slot], &value)
  }

  /// Lengthens the string in a local; false where it holds none.
  mutating func lengthen(_ slot: Int, by tail: String) -> Bool {
    stack[base + slot].lengthen(by: tail)
  }

  /// The number that a local holds; nil where it holds anything else.
  @inline(__always)
  func number(at slot: Int) -> Double? {
    if case .number(let number) = stack[base + slot] { number } else { nil }
  }

  /// The value that was left in `result`, which holds nothing afterwards.
  mutating func takeResult() -> Value {
    var taken = Value.none
    swap(&taken, &result)
    return taken
  }

  /// Makes room for the locals of a call; its arguments are put there before it begins.
  mutating func reserve(_ slotCount: Int) -> Int {
    let start = top
    top += slotCount
    while stack.count < top {
      stack.append(.unassigned)
    }
    return start
  }

  /// Puts an argument where a call will have its local.
  mutating func put(_ value: consuming Value, at position: Int) {
    stack[position] = value
  }

  /// Makes the locals from `start` on those of the running function.
  mutating func begin(_ callee: Closure, at start: Int, cost: Int) -> Caller {
    let caller = Caller(running: running, base: base, depth: depth)
    running = Unmanaged.passUnretained(callee)
    base = start
    depth += cost
    return caller
  }

  mutating func end(_ caller: Caller) {
    running = caller.running
    base = caller.base
    depth = caller.depth
  }

  /// Gives back the room of a call, and what its locals hold.
  mutating func release(from start: Int) {
    for position in start..<top {
      stack[position] = .unassigned
    }
    top = start
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
