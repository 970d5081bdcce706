import Language

/// Turns the tree of one source into nodes: names into slots, builtins bound, constants folded.
struct Lowering {
  let source: Source
  let globals: Globals
  let origins: Origins
  let warnings: Warnings

  init(_ source: Source, in context: Context) {
    self.source = source
    globals = context.globals
    origins = context.origins
    warnings = context.warnings
  }

  /// A statement of a cell, with the number of slots it needs.
  func statement(_ statement: Statement) -> (node: Node, slotCount: Int) {
    let scope = Scope()
    let node = lowered(statement, scope)
    return (node, scope.frame.slotCount)
  }

  func location(_ span: Span) -> Location { Location(source, span) }

  func origin(_ span: Span) -> UInt32 { origins.token(for: location(span)) }

  /// A call of a builtin by the notation for it: `∇f`, `‖x‖`, `√x`.
  func notation(_ name: String, _ arguments: [Node], _ span: Span) -> Node {
    let place = location(span)
    guard let builtin = globals.builtin(name) else {
      return FailureNode(
        Diagnostic(.name, "`\(name)` is not available", at: place),
        place
      )
    }
    return CallNode(
      ConstantNode(builtin, place),
      arguments,
      names: [],
      origin: origin(span),
      place
    )
  }
}

/// A program part that can only fail.
final class FailureNode: Node {
  let diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic, _ location: Location) {
    self.diagnostic = diagnostic
    super.init(location)
  }

  override func evaluate(_ frame: inout Frame) throws -> Value { throw diagnostic }
}
