/// Writes trees back in the language's own notation, on one line.
///
/// What it writes parses to the same tree; spaces, comments and superscripts are not kept.
public struct SourcePrinter {
  /// The text of an expression: `2x + sin(y)^2`.
  public static func text(_ expression: Expression) -> String {
    SourcePrinter().text(expression, .lowest)
  }

  /// The text of a statement.
  public static func text(_ statement: Statement) -> String {
    SourcePrinter().text(statement)
  }

  /// The parameters of a function in their parentheses: `(x, n=2)`.
  public static func text(_ signature: FunctionSignature) -> String {
    SourcePrinter().text(signature)
  }

  /// How tightly the outermost construct of a text binds.
  enum Level: Int, Comparable {
    case lowest, pipe, or, and, not, comparison, range, compose, sum, product, unary, juxtaposition
    case power, prefix, postfix

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }

    var next: Level { Level(rawValue: rawValue + 1) ?? .postfix }
  }

  /// The text of an expression, in parentheses where it binds less tightly than asked.
  func text(_ expression: Expression, _ minimum: Level) -> String {
    let (written, level) = written(expression)
    return level < minimum ? "(\(written))" : written
  }

  func text(_ signature: FunctionSignature) -> String {
    let parameters = signature.parameters.map { parameter in
      parameter.name + (parameter.defaultValue.map { "=" + text($0, .lowest) } ?? "")
    }
    return "(" + parameters.joined(separator: ", ") + ")"
  }

  /// The body of a function; `{}` alone would have two readings.
  func body(_ expression: Expression) -> String {
    if case .record(let fields) = expression.kind, fields.isEmpty { return "({})" }
    return text(expression, .lowest)
  }
}
