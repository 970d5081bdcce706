import Autodiff

/// A builtin as a value.
final class BuiltinFunction: Function {
  let builtin: Builtin

  init(_ builtin: Builtin) {
    self.builtin = builtin
    super.init(name: builtin.name, parameters: builtin.parameters, depth: 0)
  }

  override func call(_ arguments: CallArguments, in context: Context) throws -> Value {
    guard builtin.repeats else { return try builtin.body(context, arguments.bound(to: self)) }
    return try context.repeated(name, of: [], arguments) {
      try builtin.body(context, $0.bound(to: self))
    }
  }

  /// An operation of the engine goes straight from operands to result.
  override func call(_ site: CallNode, _ frame: inout Frame) throws -> Value {
    guard !site.hasNames, let operation = operation(of: site.arguments.count)
    else { return try super.call(site, &frame) }
    let first = try site.arguments.evaluate(0, &frame)
    guard site.arguments.count == 2 else { return try apply(operation, to: first, site, &frame) }
    let second = try site.arguments.evaluate(1, &frame)
    if case .number(let x) = first, case .number(let y) = second,
      let result = operation.number(x, y), result.isFinite
    {
      return .number(result)
    }
    guard let a = try first.operand, let b = try second.operand else {
      return try site.call(self, with: [first, second], &frame)
    }
    let context = frame.context
    context.graph.origin = site.origin
    do {
      return Value(try context.graph.apply(operation, a, b))
    } catch {
      throw site.traced(error, through: self)
    }
  }

  /// The operation that a call with so many arguments is; nil where it is more than an operation.
  private func operation(of count: Int) -> Operation? {
    guard let operation = builtin.operation else { return count == 2 ? builtin.pair : nil }
    return count == parameters.count && count <= 2 ? operation : nil
  }

  /// The operation's result for one evaluated argument.
  func apply(
    _ operation: Operation,
    to argument: Value,
    _ site: CallNode,
    _ frame: inout Frame
  ) throws -> Value {
    guard let operand = try argument.operand else {
      return try site.call(self, with: [argument], &frame)
    }
    let context = frame.context
    context.graph.origin = site.origin
    do {
      return Value(try context.graph.apply(operation, operand))
    } catch {
      throw site.traced(error, through: self)
    }
  }

  override var summary: String { builtin.documentation.summary }

  override var help: FunctionHelp {
    let documentation = builtin.documentation
    var help = FunctionHelp(signature: signature)
    help.summary = documentation.summary
    help.formula = documentation.formula
    help.details = documentation.details
    if !builtin.aliases.isEmpty {
      help.details.append("also written " + builtin.aliases.joined(separator: ", "))
    }
    help.example = documentation.example
    return help
  }
}
