/// Reads a text into its tree; what is wrong with it comes back beside the tree.
///
/// Never throws, and takes any text in linear time and 2 MB of stack (8 MB in a debug build).
/// Statements with a mistake are left out.
public func parse(_ source: Source) -> (program: Program, diagnostics: [Diagnostic]) {
  var parser = Parser(Array(source.text.utf8))
  let statements = parser.program()
  let diagnostics = parser.sortedIssues().map { issue in
    Diagnostic(
      .syntax,
      issue.message,
      at: Location(source, issue.span),
      label: issue.label,
      hint: issue.hint
    )
  }
  return (Program(source: source, statements: statements), diagnostics)
}

/// A recursive descent over the tokens of one text.
///
/// A mistake is noted; where the parser cannot go on it throws a ``Failure`` to the statement that
/// holds the mistake, and goes on with the next.
struct Parser {
  let bytes: [UInt8]
  let tokens: [Token]
  private let partners: [UInt32]
  private let lines: [(first: Int, indentation: Int)]
  private let lexicalIssues: [SyntaxIssue]
  private let unreliable: UnreliableStretches
  private let isTooDeep: Bool
  private var issues: [SyntaxIssue] = []

  /// The index of the current token.
  var position = 0
  var context = Context()
  /// How many expressions are open.
  private var depth = 0
  /// How many prefixes, exponents and functions are open.
  private var prefixes = 0
  /// The height of the tallest tree built since the current expression began.
  var height = 0
  /// The index of the first token of the innermost statement.
  var statementStart = 0
  var functionDepth = 0
  var loopDepth = 0

  /// What the innermost bracket decides.
  struct Context {
    /// Whether a newline ends a statement: in blocks and outside of all brackets.
    var newlineEnds = true
    var isList = false
    /// Whether a brace opens the body of an `if`, `for` or `while`.
    var isHeader = false
    /// How many `‖` wait for their closing one.
    var openNorms = 0

    static let inBrackets = Context(newlineEnds: false)
    static let inList = Context(newlineEnds: false, isList: true)
  }

  /// Leads to the end of the statement; the mistake is noted already.
  struct Failure: Error {}

  init(_ bytes: [UInt8]) {
    var lexer = Lexer(bytes)
    lexer.run()
    self.bytes = bytes
    tokens = lexer.tokens
    partners = lexer.brackets.partners
    lines = lexer.lines
    lexicalIssues = lexer.issues
    isTooDeep = lexer.isTooDeep
    unreliable = UnreliableStretches(lexer.brackets.unclosed)
  }

  mutating func program() -> [Statement] {
    isTooDeep ? [] : statements(until: tokens.count - 1)
  }

  /// What was found, in the order of the text.
  func sortedIssues() -> [SyntaxIssue] {
    let all = (lexicalIssues + issues).sorted { $0.span.lower < $1.span.lower }
    return Array(all.prefix(SyntaxLimits.diagnostics))
  }

  // MARK: - Tokens

  var current: Token { tokens[position] }

  /// The token some places on, or the end of the text.
  func peek(_ distance: Int = 1) -> Token {
    tokens[min(position + distance, tokens.count - 1)]
  }

  var previous: Token { tokens[max(position - 1, 0)] }

  func at(_ kind: Token.Kind) -> Bool { tokens[position].kind == kind }

  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  /// Moves over a token of a kind if it is the current one.
  mutating func consume(_ kind: Token.Kind) -> Bool {
    guard at(kind) else { return false }
    advance()
    return true
  }

  /// Whether the statement ends before the current token because of a newline.
  var isAtLineEnd: Bool { context.newlineEnds && current.newlineBefore }

  /// The index of the token that ends what the bracket at an index opens.
  func partner(of index: Int) -> Int {
    index < partners.count ? Int(partners[index] & ~BracketStack.unclosedFlag) : tokens.count - 1
  }

  func isClosed(_ index: Int) -> Bool {
    index < partners.count && partners[index] & BracketStack.unclosedFlag == 0
  }

  /// Moves over the token that closes a bracket; an unclosed one ends without.
  mutating func close(_ opening: Int) {
    if isClosed(opening) { position = min(partner(of: opening) + 1, tokens.count - 1) }
  }

  /// The width of the blanks that the line of a token begins with.
  func indentation(of token: Token) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].first <= token.lower { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : lines[low - 1].indentation
  }

  func text(_ span: Span) -> String {
    String(decoding: bytes[span.lower..<span.upper], as: UTF8.self)
  }

  func text(_ token: Token) -> String { text(token.span) }

  /// The name that a token spells, in NFC.
  func name(_ token: Token) -> String { text(token).normalizedName }

  /// The span from a token to the last one read.
  func span(from start: Int) -> Span { Span(tokens[start].lower, previous.upper) }

  // MARK: - Mistakes

  /// Notes a mistake, unless it follows from another one.
  mutating func report(_ issue: SyntaxIssue) {
    guard issues.count < SyntaxLimits.diagnostics else { return }
    let lower = issue.span.lower
    let start = tokens[statementStart].lower
    let follows =
      lexicalIssues.contains { start <= $0.span.lower && $0.span.lower <= lower }
      || issues.contains { $0.span.lower == lower } || unreliable.contains(position)
    if !follows { issues.append(issue) }
  }

  mutating func report(
    _ message: String,
    _ span: Span,
    label: String? = nil,
    hint: String? = nil
  ) {
    report(SyntaxIssue(message, span, label: label, hint: hint))
  }

  /// Notes a mistake and gives what is thrown for it.
  mutating func failure(
    _ message: String,
    _ span: Span,
    label: String? = nil,
    hint: String? = nil
  ) -> Failure {
    report(message, span, label: label, hint: hint)
    return Failure()
  }

  // MARK: - Limits

  /// Enters an expression; every call is paired with ``leave()``.
  mutating func enter() throws(Failure) {
    depth += 1
    if depth > SyntaxLimits.recursion {
      depth -= 1
      throw tooDeep()
    }
  }

  mutating func leave() { depth -= 1 }

  /// Enters a prefix, an exponent or a function, which nest without brackets.
  mutating func enterPrefix() throws(Failure) {
    prefixes += 1
    if prefixes > SyntaxLimits.nesting {
      prefixes -= 1
      throw tooDeep()
    }
  }

  mutating func leavePrefix() { prefixes -= 1 }

  private mutating func tooDeep() -> Failure {
    failure(
      "expressions nested deeper than \(SyntaxLimits.nesting)",
      current.span,
      hint: "give the inner parts names"
    )
  }

  /// Counts a level of the tree on top of the tallest so far.
  mutating func grow() throws(Failure) {
    height += 1
    guard height > SyntaxLimits.height else { return }
    throw failure(
      "an expression with more than \(SyntaxLimits.height) operators in a row",
      previous.span,
      hint: "give the inner parts names"
    )
  }
}

/// The tokens behind brackets that are never closed, where mistakes follow from that.
struct UnreliableStretches {
  private var stretches: [Range<Int>] = []

  init(_ unclosed: [(opening: Int, end: Int)]) {
    for (opening, end) in unclosed.sorted(by: { $0.opening < $1.opening }) {
      if let last = stretches.last, last.upperBound >= opening {
        stretches[stretches.count - 1] = last.lowerBound..<max(last.upperBound, end)
      } else {
        stretches.append(opening..<max(opening, end))
      }
    }
  }

  func contains(_ index: Int) -> Bool {
    var low = 0
    var high = stretches.count
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].upperBound < index { low = middle + 1 } else { high = middle }
    }
    return low < stretches.count && stretches[low].lowerBound <= index
  }
}
