/// Whether a text can be run as it stands, as a console asks before it does.
public enum Completeness: Hashable, Sendable {
  case complete
  /// More has to follow; the next line is indented by the given blanks.
  case incomplete(indent: String)
  case invalid
  /// Nothing can be said.
  case unknown
}

/// Says whether a text is a whole program, the beginning of one, or wrong whatever follows.
public func completeness(of text: String) -> Completeness {
  var parser = Parser(Array(text.utf8))
  _ = parser.program()
  let issues = parser.sortedIssues()
  if issues.isEmpty { return .complete }
  guard issues.allSatisfy(\.isUnfinished) else { return .invalid }
  return .incomplete(indent: String(repeating: " ", count: parser.indentationOfNextLine))
}

extension Parser {
  private static let indentStep = 2

  /// The blanks before a line that goes on with the text: one step more than the line that opened
  /// the innermost bracket, or that began the unfinished statement.
  fileprivate var indentationOfNextLine: Int {
    var open: [Int] = []
    var statement = 0
    for index in tokens.indices {
      switch tokens[index].kind {
      case .leftParenthesis, .leftBracket, .leftBrace: open.append(index)
      case .rightParenthesis, .rightBracket, .rightBrace: _ = open.popLast()
      default: break
      }
      if open.isEmpty, tokens[index].newlineBefore, index < tokens.count - 1,
        index == 0 || !tokens[index - 1].kind.continuesStatement
      {
        statement = index
      }
    }
    let opener = open.last ?? statement
    guard opener < tokens.count - 1 else { return 0 }
    return indentation(of: tokens[opener]) + Self.indentStep
  }
}
