/// Cuts a text into tokens in one pass and pairs its brackets.
///
/// It never fails: what it cannot read becomes an `.invalid` token and an issue.
struct Lexer {
  let bytes: [UInt8]
  var offset = 0
  var spaceBefore = false
  var newlineBefore = true
  var tokens: [Token] = []
  var issues: [SyntaxIssue] = []
  var brackets = BracketStack()
  /// The offset of the first token of every line that has one, and the width before it.
  private(set) var lines: [(first: Int, indentation: Int)] = []
  private var lineStart = 0
  private(set) var stopsAtCursor = false
  /// Whether the text read so far ends within a comment.
  private(set) var endsInComment = false
  /// The strings around the interpolation that is being read, outermost first.
  var strings: [OpenString] = []
  /// Set where brackets are nested too deeply; nothing behind that is read.
  var isTooDeep = false

  /// A string whose interpolation is being read.
  struct OpenString {
    let tokenIndex: Int
    let lower: Int
    let bracketDepth: Int
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 3 + 1)
  }

  /// Reads the whole text.
  mutating func run() {
    readAll()
    if !isTooDeep {
      if let open = strings.first { abandonString(open) }
      issues += brackets.closeRemaining(at: tokens.count, tokens: tokens)
    }
    newlineBefore = true
    append(.endOfText, from: offset)
  }

  /// Reads a text that ends at a cursor; strings and brackets stay open.
  mutating func runToCursor() {
    stopsAtCursor = true
    readAll()
  }

  private mutating func readAll() {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    skipTrivia()
    while offset < bytes.count, !isTooDeep {
      readToken()
      skipTrivia()
    }
  }

  /// The byte at an offset, 0 behind the end.
  func byte(_ position: Int) -> UInt8 {
    position < bytes.count ? bytes[position] : 0
  }

  /// The scalar that begins at an offset within the text, and its length in bytes.
  func scalar(at position: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[position]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for index in 1..<length {
      value = value << 6 | UInt32(byte(position + index) & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", min(length, bytes.count - position))
  }

  /// Appends the token from an offset to the current one.
  mutating func append(_ kind: Token.Kind, from lower: Int) {
    if newlineBefore { lines.append((lower, lower - lineStart)) }
    tokens.append(
      Token(kind, lower, offset, spaceBefore: spaceBefore, newlineBefore: newlineBefore)
    )
    spaceBefore = false
    newlineBefore = false
  }

  /// Moves on by some bytes and appends the token they make.
  mutating func take(_ kind: Token.Kind, _ length: Int) {
    let lower = offset
    offset += length
    append(kind, from: lower)
  }

  /// Notes a mistake; only the first ones are kept.
  mutating func report(_ message: String, from lower: Int, label: String? = nil, hint: String?) {
    note(SyntaxIssue(message, Span(lower, offset), label: label, hint: hint))
  }

  /// Notes a mistake unless the same was noted in this line.
  mutating func note(_ issue: SyntaxIssue) {
    guard issues.count < SyntaxLimits.diagnostics else { return }
    if let last = issues.last,
      last.message == issue.message || last.hint == issue.hint && issue.hint != nil,
      last.span.lower < issue.span.lower, last.span.lower >= lineStart
    {
      return
    }
    issues.append(issue)
  }

  func text(_ lower: Int, _ upper: Int) -> String {
    String(decoding: bytes[lower..<min(upper, bytes.count)], as: UTF8.self)
  }

  /// Whether an operand ends directly before the current offset, without a space.
  var touchesOperand: Bool {
    !spaceBefore && !newlineBefore && followsOperand
  }

  /// Whether the token before the current offset ends an operand.
  var followsOperand: Bool {
    tokens.last?.kind.endsOperand ?? false
  }

  // MARK: - Spaces

  /// Skips spaces, comments and newlines, and remembers that they were there.
  mutating func skipTrivia() {
    while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case 0x20, 0x09:
        spaceBefore = true
        offset += 1
      case 0x0A, 0x0D:
        if let open = strings.first { abandonString(open) }
        spaceBefore = true
        newlineBefore = true
        offset += 1
        lineStart = offset
      case UInt8(ascii: "#"):
        skipLine()
        endsInComment = offset == bytes.count
        spaceBefore = true
      default:
        guard byte >= 0x80 else { return }
        let (scalar, length) = scalar(at: offset)
        guard ScalarClasses.isSpace(scalar) else { return }
        spaceBefore = true
        offset += length
      }
    }
  }

  /// Moves to the end of the line.
  mutating func skipLine() {
    while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
  }

  // MARK: - Tokens

  private mutating func readToken() {
    let byte = bytes[offset]
    if ScalarClasses.isASCIILetter(byte) || byte == UInt8(ascii: "_") {
      readName()
    } else if ScalarClasses.isDigit(byte) {
      readNumber()
    } else if byte == UInt8(ascii: "\"") {
      readString()
    } else if byte < 0x80 {
      readSymbol(byte)
    } else {
      readUnicode()
    }
  }
}
