import Language

/// The lowered form of a function, shared by every closure made from it.
final class FunctionTemplate {
  struct Formal {
    let name: String
    /// Evaluated at the call, with the earlier parameters in their slots.
    let defaultValue: Node?
  }

  let name: String
  /// The parameters, whose slots are the first ones, in this order.
  let formals: [Formal]
  let formalCount: Int
  let requiredCount: Int
  let parameters: [FormalParameter]
  /// The defaults by parameter; a constant that nobody asks for where there is none.
  let defaults: NodeList
  let location: Location
  /// The comment above the definition.
  let comment: String
  let isLambda: Bool
  let body: Node
  let isPlainExpression: Bool
  private(set) var slotCount = 0
  private(set) var captures: [CaptureSource] = []
  private(set) var siblingIndex: Int?
  /// What a call adds to the depth.
  private(set) var cost = 0

  init(
    name: String,
    formals: [Formal],
    location: Location,
    comment: String,
    isLambda: Bool,
    body: Node
  ) {
    self.name = name
    self.formals = formals
    self.location = location
    self.comment = comment
    self.isLambda = isLambda
    self.body = body
    isPlainExpression = body.isPlainExpression
    formalCount = formals.count
    requiredCount = formals.count { $0.defaultValue == nil }
    defaults = NodeList(formals.map { $0.defaultValue ?? ConstantNode(.unassigned, location) })
    parameters = formals.map { formal in
      guard let node = formal.defaultValue else { return .required(formal.name) }
      return .optional(formal.name, .expression(node.location.text))
    }
  }

  /// What is written, without parentheses around it; nil where that is more than a name can hold.
  var shortText: String? {
    let text = location.text
    guard text.utf8.count <= 40, !text.utf8.contains(UInt8(ascii: "\n")) else { return nil }
    let isParenthesized = body.location.span.upper < location.span.upper
    return isParenthesized ? String(text.dropFirst().dropLast()) : text
  }

  func hasDefault(at position: Int) -> Bool { formals[position].defaultValue != nil }

  /// The place of a parameter; nil where there is none of the name.
  func position(of name: String) -> Int? { formals.firstIndex { $0.name == name } }

  /// Whether the names are those of parameters behind the first `count`, and of all that have no default.
  func takes(_ names: [ArgumentName], after count: Int) -> Bool {
    var required = 0
    for name in names {
      guard let position = position(of: name.text), position >= count else { return false }
      if !hasDefault(at: position) { required += 1 }
    }
    return required == max(0, requiredCount - count)
  }

  /// Completes the template once its body is lowered.
  func complete(slotCount: Int, captures: [CaptureSource], siblingIndex: Int?) {
    self.slotCount = slotCount
    self.captures = captures
    self.siblingIndex = siblingIndex
    cost = 4 + body.height
  }
}

/// Where a closure finds what it captures, in the frame that makes it.
enum CaptureSource {
  case slot(Int)
  case captured(Int)
  /// A function of the enclosing function's own block of definitions.
  case sibling(Int)
}
