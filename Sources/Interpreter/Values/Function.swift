import Autodiff
import Display

/// A function as a value: of the user's, a builtin, or one made from another function.
///
/// A class, because calls dispatch on it; subclasses are final.
public class Function {
  /// The name it was defined under; empty for a lambda.
  public let name: String
  public let parameters: [FormalParameter]
  /// How many functions and containers stand around the innermost value it holds.
  let depth: Int

  init(name: String, parameters: [FormalParameter], depth: Int) {
    self.name = name
    self.parameters = parameters
    self.depth = depth
  }

  /// The function's value for evaluated arguments.
  func call(_ arguments: CallArguments, in context: Context) throws -> Value {
    preconditionFailure("every subclass of Function says how it is called")
  }

  /// The value for arguments still to be evaluated in the caller's frame.
  func call(_ site: CallNode, _ frame: inout Frame) throws -> Value {
    let arguments = try site.evaluatedArguments(&frame)
    let context = frame.context
    context.depth = frame.depth + Frame.builtinCost
    do {
      return try call(arguments, in: context)
    } catch {
      throw site.traced(error, through: self)
    }
  }

  /// How it is written: `f(x, y=2)`.
  public var signature: String {
    let list = parameters.map(\.text).joined(separator: ", ")
    if name.isEmpty { return "(\(list)) -> …" }
    return "\(name.asOperand)(\(list))"
  }

  /// How the name of a function made from it writes it: `f` of `hessian(f)`.
  var written: String {
    guard name.isEmpty else { return name }
    let list = parameters.map(\.text).joined(separator: ", ")
    return parameters.count == 1 ? "\(list) -> …" : "(\(list)) -> …"
  }

  /// One sentence on what it does; empty where nothing is known.
  public var summary: String { "" }

  /// What `?name` shows, but for the output of the example.
  public var help: FunctionHelp {
    var help = FunctionHelp(signature: signature)
    help.summary = summary
    return help
  }

  /// The kind of value, as `%who` lists it.
  var kind: String { "function" }

  /// What `f.name` can be.
  var fieldNames: [String] { [] }

  func field(_ name: String) throws -> Value? { nil }

  /// The record that the function stands for where a record is wanted; nil for all but models.
  var record: Record? { get throws { nil } }

  /// The form in which the function reaches a transform; nil where nothing in it is differentiated.
  func tree(in context: Context) throws -> Tree? { nil }

  /// What a cell shows.
  func bundle(in context: Context) throws -> MIMEBundle { MIMEBundle(plainText: signature) }

  /// What messages call it.
  var described: String { name.isEmpty ? "the function" : "`\(name)`" }
}

extension String {
  /// The name of a function as an operand: in parentheses where it consists of several words.
  var asOperand: String {
    var depth = 0
    let isLoose = contains { character in
      if character == "(" || character == "[" || character == "{" { depth += 1 }
      if character == ")" || character == "]" || character == "}" { depth -= 1 }
      return depth == 0 && character == " "
    }
    return isLoose ? "(\(self))" : self
  }
}
