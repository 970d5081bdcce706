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
    stack = context.takeSpareStack()
    while stack.count < slotCount {
      stack.append(.unassigned)
    }
    top = slotCount
    running = closure.map(Unmanaged.passUnretained)
    self.context = context
    self.depth = depth
  }

  /// Ends the first call of this frame: what its locals held goes, its memory serves the next frame.
  mutating func leave() {
    release(from: 0)
    var spare: ContiguousArray<Value> = []
    swap(&spare, &stack)
    context.keep(spareStack: spare)
  }

  /// The running function; nil in a cell.
  var closure: Closure? { running?.takeUnretainedValue() }

  /// A local of the running function.
  subscript(slot: Int) -> Value {
    get { stack[base + slot] }
    set { stack[base + slot] = newValue }
  }

  @inline(__always)
  func isUnassigned(_ slot: Int) -> Bool {
    if case .unassigned = stack[base + slot] { true } else { false }
  }

  @inline(__always)
  func holdsTensor(_ slot: Int) -> Bool {
    if case .tensor = stack[base + slot] { true } else { false }
  }

  /// The number that one or two numbers pick out of the tensor in a local; nil where there is none.
  @inline(__always)
  func element(of slot: Int, _ first: Value, _ second: Value) -> Double? {
    guard case .number(let row) = first, case .tensor(let tensor) = stack[base + slot] else {
      return nil
    }
    return second.column { tensor.number(row, $0) } ?? nil
  }

  /// The field of the record in a local; nil where there is no such field or no record.
  @inline(__always)
  func field(_ name: String, of slot: Int) -> Value? {
    if case .record(let record) = stack[base + slot] { record[name] } else { nil }
  }

  /// Swaps a local for another value.
  mutating func exchange(_ slot: Int, _ value: inout Value) {
    swap(&stack[base + slot], &value)
  }

  /// Lengthens the string in a local; false where it holds none.
  mutating func lengthen(_ slot: Int, by tail: String) -> Bool {
    stack[base + slot].lengthen(by: tail)
  }

  /// The function that a local holds, not counted; nil where it holds anything else.
  @inline(__always)
  func function(at slot: Int) -> Unmanaged<Function>? {
    stack[base + slot].uncountedFunction
  }

  /// A function that the running one captured, not counted; nil where that is something else.
  @inline(__always)
  func capturedFunction(at index: Int) -> Unmanaged<Function>? {
    guard let running else { return nil }
    return running._withUnsafeGuaranteedRef { $0.captures[index].uncountedFunction }
  }

  /// The running function, not counted, where it has this place among the functions of its block.
  @inline(__always)
  func runningFunction(withIndex index: Int) -> Unmanaged<Function>? {
    guard let running else { return nil }
    return running._withUnsafeGuaranteedRef {
      $0.template.siblingIndex == index ? .passUnretained($0) : nil
    }
  }

  /// The number that the running function captured; nil where that is something else.
  @inline(__always)
  func capturedNumber(at index: Int) -> Double? {
    guard let running else { return nil }
    return running._withUnsafeGuaranteedRef {
      if case .number(let number) = $0.captures[index] { number } else { nil }
    }
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

  /// Takes a value back out of the room for a call.
  mutating func take(at position: Int) -> Value {
    var taken = Value.unassigned
    swap(&stack[position], &taken)
    return taken
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
    var position = start
    while position < top {
      stack[position] = .unassigned
      position += 1
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

extension Value {
  /// The function that the value is, not counted; nil for everything else.
  @inline(__always)
  var uncountedFunction: Unmanaged<Function>? {
    if case .function(let function) = self { .passUnretained(function) } else { nil }
  }
}
