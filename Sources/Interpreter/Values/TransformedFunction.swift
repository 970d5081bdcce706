import Autodiff

/// A function made from another, or from several: `∇f`, `f'`, `g ∘ f`.
public final class TransformedFunction: Function {
  public typealias Body = (Context, CallArguments) throws -> Value

  private let body: Body
  /// The replay of the latest call by numbers and tensors alone, and how many there were.
  private var repeated: (count: Int, replay: Replay)?
  private let note: String
  /// What the body does with the functions it is made from, and all it depends on but them; nil where calls are
  /// not to be run from plans.
  let recipe: String?
  /// The values it holds.
  let sources: [Value]

  /// Makes a function written as `name` (`∇f`), with the parameters, usually, of the one it is made from.
  ///
  /// The sources are the values it holds, which bound how deep functions nest; the summary is one
  /// sentence for help. With a recipe, bodies with equal recipes and sources do the same, and repeated
  /// calls run from plans. Throws a RecursionError where functions nest too deep.
  public init(
    name: String,
    parameters: [FormalParameter],
    from sources: [Value],
    summary: String = "",
    recipe: String? = nil,
    body: @escaping Body
  ) throws {
    self.body = body
    self.recipe = recipe
    self.sources = sources
    note = summary
    super.init(name: name, parameters: parameters, depth: try Nesting.depth(around: sources))
  }

  override func call(_ arguments: CallArguments, in context: Context) throws -> Value {
    guard recipe != nil, context.runsPlans, !context.graph.isRecording else {
      return try body(context, arguments)
    }
    let operands = arguments.positional.compactMap(\.flatData)
    guard arguments.named.isEmpty, operands.count == arguments.positional.count else {
      return try context.repeated("", of: [self], arguments) { try body(context, $0) }
    }
    if let known = repeated, known.count == operands.count, known.replay.graph === context.graph {
      return try context.value(of: known.replay, operands, arguments) { try body(context, $0) }
    }
    guard let replay = context.replay("", of: [self], arguments) else {
      return try body(context, arguments)
    }
    repeated = (operands.count, replay)
    return try context.value(of: replay, operands, arguments) { try body(context, $0) }
  }

  override public var summary: String { note }
}
