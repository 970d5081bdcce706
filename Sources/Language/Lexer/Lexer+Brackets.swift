/// The brackets open at a point of the text, and the partner of every bracket read so far.
struct BracketStack {
  /// The kinds of bracket; an interpolation's brace is told from the others.
  enum Kind: Int {
    case parenthesis, square, brace, interpolation
  }

  private struct Entry {
    let kind: Kind
    let tokenIndex: Int
  }

  private var open: [Entry] = []
  /// How many of each kind are open within the innermost string, and outside of it.
  private var counts: [[Int]] = [[0, 0, 0, 0]]
  /// Marks the partner of a bracket that is never closed, or only by one of another pair.
  static let unclosedFlag: UInt32 = 1 << 31

  /// For the token of an opening bracket, the index of the token that ends what it opens.
  private(set) var partners: [UInt32] = []
  /// Openings of round and square brackets that are never closed.
  private(set) var unclosed: [(opening: Int, end: Int)] = []

  var depth: Int { open.count }
  var innermost: Kind? { open.last?.kind }
  /// The token of the innermost open bracket.
  var innermostOpening: Int? { open.last?.tokenIndex }
  /// How many interpolations are open.
  var interpolations: Int { counts.count - 1 }

  mutating func push(_ kind: Kind, tokenIndex: Int) {
    open.append(Entry(kind: kind, tokenIndex: tokenIndex))
    if kind == .interpolation {
      counts.append([0, 0, 0, 0])
    } else {
      counts[counts.count - 1][kind.rawValue] += 1
    }
  }

  /// Whether a bracket of the kind is open within the innermost string.
  func isOpen(_ kind: Kind) -> Bool {
    counts[counts.count - 1][kind.rawValue] > 0
  }

  /// What a closing bracket found.
  enum Closing {
    case matched
    /// It closes one further out; the bracket at the index never was.
    case leavesOpen(tokenIndex: Int)
    /// Only a bracket of another kind is open, at the index; the two are paired.
    case mismatched(tokenIndex: Int)
    case nothingOpen
  }

  mutating func close(_ kind: Kind, tokenIndex: Int) -> Closing {
    guard let last = open.last, last.kind != .interpolation || kind == .interpolation else {
      return .nothingOpen
    }
    if last.kind == kind {
      pop(end: tokenIndex)
      return .matched
    }
    guard kind == .interpolation || isOpen(kind) else {
      pop(end: tokenIndex)
      return .mismatched(tokenIndex: last.tokenIndex)
    }
    while let entry = open.last {
      let isPair = entry.kind == kind
      pop(end: tokenIndex, isClosed: isPair)
      if isPair { break }
      noteUnclosed(entry, end: tokenIndex)
    }
    return .leavesOpen(tokenIndex: last.tokenIndex)
  }

  /// Forgets brackets opened since the stack had a depth, from the token at an index on.
  mutating func drop(to depth: Int, tokenIndex: Int) {
    while open.count > depth { pop(end: nil) }
    unclosed.removeAll { $0.opening >= tokenIndex }
  }

  /// Ends all open brackets with the text; the issue names the innermost.
  mutating func closeRemaining(at end: Int, tokens: [Token]) -> [SyntaxIssue] {
    guard let innermost = open.last else { return [] }
    while let entry = open.last {
      pop(end: end, isClosed: false)
      noteUnclosed(entry, end: end)
    }
    return [.unclosed(tokens[innermost.tokenIndex], isUnfinished: true)]
  }

  private mutating func noteUnclosed(_ entry: Entry, end: Int) {
    guard entry.kind == .parenthesis || entry.kind == .square else { return }
    unclosed.append((entry.tokenIndex, end))
  }

  private mutating func pop(end: Int?, isClosed: Bool = true) {
    guard let entry = open.popLast() else { return }
    if entry.kind == .interpolation {
      counts.removeLast()
    } else {
      counts[counts.count - 1][entry.kind.rawValue] -= 1
    }
    guard let end else { return }
    while partners.count <= entry.tokenIndex { partners.append(0) }
    let flag = isClosed ? 0 : Self.unclosedFlag
    partners[entry.tokenIndex] = UInt32(truncatingIfNeeded: end) | flag
  }
}

extension SyntaxIssue {
  static func unclosed(_ token: Token, isUnfinished: Bool = false) -> SyntaxIssue {
    let bracket =
      switch token.kind {
      case .leftParenthesis: "("
      case .leftBracket: "["
      default: "{"
      }
    return SyntaxIssue("`\(bracket)` is never closed", token.span, isUnfinished: isUnfinished)
  }
}

extension Lexer {
  mutating func openBracket(_ kind: BracketStack.Kind, _ token: Token.Kind) {
    brackets.push(kind, tokenIndex: tokens.count)
    take(token, 1)
    guard brackets.depth > SyntaxLimits.nesting else { return }
    report(
      "brackets nested deeper than \(SyntaxLimits.nesting)",
      from: offset - 1,
      hint: "give the inner parts names"
    )
    isTooDeep = true
  }

  mutating func closeBracket(_ kind: BracketStack.Kind, _ token: Token.Kind) {
    let lower = offset
    let closing = brackets.close(kind, tokenIndex: tokens.count)
    let symbol = text(lower, lower + 1)
    switch closing {
    case .matched:
      take(token, 1)
    case .leavesOpen(let opening):
      take(token, 1)
      note(.unclosed(tokens[opening]))
    case .mismatched(let opening):
      take(token, 1)
      let opened = text(tokens[opening].lower, tokens[opening].upper)
      report("`\(opened)` is closed by `\(symbol)`", from: lower, hint: nil)
    case .nothingOpen:
      take(.invalid, 1)
      report("`\(symbol)` closes nothing", from: lower, hint: nil)
    }
  }
}
