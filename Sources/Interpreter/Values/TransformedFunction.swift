/// A function made from another, or from several: `∇f`, `f'`, `g ∘ f`.
public final class TransformedFunction: Function {
  public typealias Body = (Context, CallArguments) throws -> Value

  private let body: Body
  private let note: String

  /// Makes a function written as `name` (`∇f`), with the parameters, usually, of the one it is made from.
  ///
  /// The sources are the values it holds, which bound how deep functions nest; the summary is one
  /// sentence for help. Throws a RecursionError where functions nest too deep.
  public init(
    name: String,
    parameters: [FormalParameter],
    from sources: [Value],
    summary: String = "",
    body: @escaping Body
  ) throws {
    self.body = body
    note = summary
    super.init(name: name, parameters: parameters, depth: try Nesting.depth(around: sources))
  }

  override func call(_ arguments: CallArguments, in context: Context) throws -> Value {
    try body(context, arguments)
  }

  override public var summary: String { note }
}
