import Autodiff
import Language

/// `f(a, b, name=c)`.
final class CallNode: Node {
  let callee: Node
  /// Positional arguments first, then the named ones.
  let arguments: NodeList
  /// The names of the last arguments.
  let names: [ArgumentName]
  let hasNames: Bool
  let origin: UInt32
  /// Whether no argument gives a name another value, the callee's among them.
  let keepsNames: Bool
  private let source: CalleeSource

  init(
    _ callee: Node,
    _ arguments: [Node],
    names: [ArgumentName],
    keepsNames: Bool = false,
    origin: UInt32,
    _ location: Location
  ) {
    self.callee = callee
    self.arguments = NodeList(arguments)
    self.names = names
    hasNames = !names.isEmpty
    self.origin = origin
    self.keepsNames = keepsNames
    source = keepsNames ? callee.calleeSource : .node
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    guard let function = source.function(frame) else {
      return try self.function(&frame).call(self, &frame)
    }
    return try function._withUnsafeGuaranteedRef { try $0.call(self, &frame) }
  }

  @inline(__always)
  private func function(_ frame: inout Frame) throws -> Function {
    switch try callee.evaluate(&frame) {
    case .function(let function): return function
    case let value: throw notCallable(value)
    }
  }

  private func notCallable(_ value: Value) -> Diagnostic {
    let name = callee.shortText.map { "`\($0)`" } ?? "this"
    let hint: String? =
      switch value {
      case _ where callee is ConstantNode: nil
      case _ where callee is FieldNode && arguments.count == 0:
        "\(name) is a field: leave out the parentheses"
      case _ where (callee as? GlobalNode)?.cell.builtin != nil:
        "\(name) is a name of yours here; `%reset` brings the builtin back"
      case .number: "a product is written with `*`"
      case .tensor, .variable, .parameter:
        "an element is read as `\(callee.shortText ?? "x")[0]`, a product is written with `*`"
      default: nil
      }
    return Diagnostic(
      .type,
      "\(name) is \(value.described) and cannot be called",
      at: callee.location,
      hint: hint
    )
  }

  func evaluatedArguments(_ frame: inout Frame) throws -> CallArguments {
    let positionalCount = arguments.count - names.count
    var evaluated = CallArguments()
    evaluated.positional.reserveCapacity(positionalCount)
    for position in 0..<positionalCount {
      evaluated.positional.append(try arguments[position].evaluate(&frame))
    }
    for (index, name) in names.enumerated() {
      evaluated.named.append((name.text, try arguments[positionalCount + index].evaluate(&frame)))
    }
    frame.context.graph.origin = origin
    return evaluated
  }

  override var height: Int {
    1 + max(callee.height, arguments.height)
  }

  /// The error as it leaves the call: with its place, or with this call in its chain.
  func traced(_ error: any Error, through function: Function) -> any Error {
    if let mistake = error as? ArgumentMistake, arguments.nodes.indices.contains(mistake.order) {
      return Diagnosis.located(mistake.diagnostic, at: location(of: mistake))
    }
    guard var diagnostic = Diagnosis.diagnostic(error) else { return error }
    guard diagnostic.location != nil else { return Diagnosis.located(diagnostic, at: location) }
    let isRepeated = diagnostic.calls.last?.function == function.name
    if !isRepeated || diagnostic.calls.count < CallNode.chainLimit {
      let name = function.name.isEmpty ? "a function" : function.name
      diagnostic.calls.append(CallSite(function: name, location: location))
    }
    return diagnostic
  }

  private func location(of mistake: ArgumentMistake) -> Location {
    let positionalCount = arguments.count - names.count
    guard mistake.marksName, mistake.order >= positionalCount else {
      return arguments[mistake.order].location
    }
    return names[mistake.order - positionalCount].location
  }

  /// A function that calls itself is in the chain no more often than this.
  private static let chainLimit = 1000
}

/// `name=` of an argument; the location is that of the name and its value.
struct ArgumentName {
  let text: String
  let location: Location
}

/// `sin(x)` of an operation that maps a number to a number, called without detours where it gets one.
final class ScalarCallNode: Node {
  /// The name it was called by, which the user may give another meaning; nil for notation such as `√x`.
  let cell: GlobalCell?
  let builtin: BuiltinFunction
  let operation: Operation
  let number: @Sendable (Double) -> Double
  let argument: NumericOperand
  let general: CallNode

  /// Binds the call to the operation behind `function`; nil for a function that is none.
  init?(_ cell: GlobalCell?, _ function: Function, _ argument: Node, general: CallNode) {
    guard let builtin = function as? BuiltinFunction, let operation = builtin.builtin.operation,
      let number = builtin.builtin.scalar
    else { return nil }
    self.cell = cell
    self.builtin = builtin
    self.operation = operation
    self.number = number
    self.argument = NumericOperand(argument)
    self.general = general
    super.init(general.location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value {
    if let cell {
      if cell.isAssigned { return try general.evaluate(&frame) }
      frame.context.graph.recording?.read(cell)
    }
    let value = try argument.evaluate(&frame)
    if case .number(let number) = value {
      let result = self.number(number)
      // The engine takes a note of what is not finite, with the function's domain.
      if result.isFinite { return .number(result) }
    }
    if case .variable(let variable) = value {
      let graph = frame.context.graph
      graph.origin = general.origin
      if let result = graph.record(operation, variable) { return .variable(result) }
    }
    return try builtin.apply(operation, to: value, general, &frame)
  }

  override var height: Int { general.height }
}

extension CallNode {
  /// The call with its arguments already evaluated.
  func call(_ function: Function, with values: [Value], _ frame: inout Frame) throws -> Value {
    let context = frame.context
    context.depth = frame.depth + Frame.builtinCost
    context.graph.origin = origin
    do {
      return try function.call(CallArguments(values), in: context)
    } catch {
      throw traced(error, through: function)
    }
  }
}
