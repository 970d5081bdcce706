/// An operator of another language or of a lecture that is read as ours and reported.
struct ForeignOperator {
  let spelling: String
  /// What it is read as, so that the rest of the text can be checked; nil where it is left out.
  let reading: Token.Kind?
  let message: String
  /// What to write; `•` stands for the operand before it, `◦` for the one behind.
  let hint: String?
}

/// Operators of Python, MATLAB, C and others, longer ones before their beginnings.
let foreignOperators: [ForeignOperator] = [
  ForeignOperator("**=", .assign, "`**=` is no operator", "`• = •^◦`"),
  ForeignOperator("**", .power, "powers are written with `^`", "`•^◦`"),
  ForeignOperator("===", .equal, "equality is written `==`", nil),
  ForeignOperator("!==", .notEqual, "inequality is written `!=`", nil),
  ForeignOperator("=>", .arrow, "a function is written with `->`", "`x -> x^2`; not less is `>=`"),
  ForeignOperator("=<", .lessOrEqual, "not greater is written `<=`", nil),
  ForeignOperator("<>", .notEqual, "inequality is written `!=`", nil),
  ForeignOperator("~=", .notEqual, "inequality is written `!=`", nil),
  ForeignOperator("&&", .and, "write `and` for `&&`", nil),
  ForeignOperator("&", .and, "write `and` for `&`", nil),
  ForeignOperator(".*", .multiply, "`*` is elementwise already", "`@` is the matrix product"),
  ForeignOperator("./", .divide, "`/` is elementwise already", nil),
  ForeignOperator(".^", .power, "`^` is elementwise already", nil),
  ForeignOperator("@=", .assign, "`@=` is no operator", "`• = • @ ◦`"),
  ForeignOperator("%=", .assign, "`%=` is no operator", "`• = • % ◦`"),
  ForeignOperator("^=", .assign, "`^=` is no operator", "`• = •^◦`"),
]

extension ForeignOperator {
  init(_ spelling: String, _ reading: Token.Kind?, _ message: String, _ hint: String?) {
    self.init(spelling: spelling, reading: reading, message: message, hint: hint)
  }
}

/// What to write for characters that lectures and word processors use.
let foreignScalars: [Unicode.Scalar: String] = [
  "∂": "a partial derivative is `partial(f, \"x\")`",
  "∑": "`sum(x)`, or `sum([i^2 for i in 1...n])`",
  "∏": "`prod(x)`, or `prod([i for i in 1...n])`",
  "∫": "there is no symbolic integral; a sum over `linspace(a, b, n)` comes close",
  "∈": "`for x in xs`", "∧": "`and`", "∨": "`or`", "¬": "`not`",
  "≈": "`abs(a - b) < 1e-9`", "±": "write both values", "∗": "`*`", "⊙": "`*` is elementwise",
  "⊗": "`outer(a, b)` or `kron(A, B)`", "⟨": "`dot(x, y)` or `x · y`",
  "⟩": "`dot(x, y)` or `x · y`", "←": "`=`", "⇒": "`->`", "≡": "`==`", "≔": "`:=`",
  "…": "`...`", "–": "`-`", "—": "`-`", "“": "strings stand between `\"`",
  "”": "strings stand between `\"`", "„": "strings stand between `\"`",
  "‘": "strings stand between `\"`", "’": "a prime is `'`; strings stand between `\"`",
  "∆": "the letter is `Δ`; a Laplacian is `laplacian(f)`", "•": "`·`", "◦": "`∘`",
  "½": "`1/2`", "¼": "`1/4`", "¾": "`3/4`", "∛": "`cbrt(x)`", "²": "`^2`",
  "⌊": "`floor(x)`", "⌋": "`floor(x)`", "⌈": "`ceil(x)`", "⌉": "`ceil(x)`",
  "†": "a transpose is `ᵀ` or `.T`", "⊤": "a transpose is `ᵀ` or `.T`",
  "₀": "a subscript follows a name", "₁": "`norm(x, p=1)`, or a subscript after a name",
  "₂": "`norm(x)`, or a subscript after a name",
]

extension Lexer {
  /// Reports an operator of another language and reads it as ours.
  mutating func reportForeignOperator() -> Bool {
    let isOneByte = byte(offset) == UInt8(ascii: "&")
    guard isOneByte || "*=>&/^<-".utf8.contains(byte(offset + 1)) else { return false }
    if refusesSlashes() || refusesBackwardsArrow() { return true }
    guard let found = foreignOperators.first(where: { starts(with: $0.spelling) }) else {
      return false
    }
    let lower = offset
    offset += found.spelling.utf8.count
    if let reading = found.reading { append(reading, from: lower) }
    let hint = found.hint.map { filled($0, around: lower) }
    report(found.message, from: lower, hint: hint)
    return true
  }

  /// The hint with the operands around the operator that ends at the current offset.
  ///
  /// Where one of them is more than a name or number, both are called `a` and `b`.
  func filled(_ hint: String, around lower: Int) -> String {
    let before = tokens.last { $0.upper <= lower }
    var end = offset
    while byte(end) == 0x20 { end += 1 }
    let start = end
    while ScalarClasses.isASCIILetter(byte(end)) || ScalarClasses.isDigit(byte(end))
      || byte(end) == UInt8(ascii: "_")
    {
      end += 1
    }
    let isWhole = ![UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ".")].contains(byte(end))
    guard let before, before.kind == .name || before.kind == .number, before.upper > lower - 2,
      end > start, end - start <= 20, before.upper - before.lower <= 20, isWhole,
      !followsPath(before)
    else {
      return hint.replacing("•", with: "a").replacing("◦", with: "b")
    }
    let (left, right) = (text(before.lower, before.upper), text(start, end))
    return hint.replacing("•", with: left).replacing("◦", with: right)
  }

  /// Whether a token is the end of `r.x` or `-x`.
  private func followsPath(_ symbol: Token) -> Bool {
    guard let index = tokens.lastIndex(where: { $0.lower == symbol.lower }), index > 0 else {
      return false
    }
    return tokens[index - 1].kind == .dot
  }

  private func starts(with spelling: String) -> Bool {
    bytes[offset...].starts(with: spelling.utf8)
  }

  /// Refuses `//` and `/* … */`.
  private mutating func refusesSlashes() -> Bool {
    let lower = offset
    if starts(with: "//") {
      offset += 2
      let hint =
        followsOperand && !newlineBefore
        ? filled("`floor(• / ◦)` for whole division; a comment starts with `#`", around: lower)
        : "a comment starts with `#`"
      report("`//` is no operator", from: lower, hint: hint)
      skipLine()
      return true
    }
    guard starts(with: "/*") else { return false }
    offset += 2
    report("a comment starts with `#`", from: lower, hint: nil)
    while offset < bytes.count, !starts(with: "*/") { offset += 1 }
    offset = min(offset + 2, bytes.count)
    return true
  }

  /// Refuses `x <- 3`, which is an assignment elsewhere and `x < -3` here.
  private mutating func refusesBackwardsArrow() -> Bool {
    guard starts(with: "<-"), spaceBefore, byte(offset + 2) == UInt8(ascii: " ") else {
      return false
    }
    let lower = offset
    offset += 2
    append(.less, from: lower)
    report("`<-` has two readings", from: lower, hint: "`x = 3` or `x < -3`")
    return true
  }

  /// Reports a symbol that means nothing by itself.
  mutating func readForeignSymbol(_ byte: UInt8) {
    switch Character(Unicode.Scalar(byte)) {
    case "|": readBar()
    case "!": readExclamation()
    case "~": refuse(1, "`~` is no operator", followsOperand ? nil : "`not x`")
    case "\\": refuseCommand()
    case "$": refuse(1, "`$` has no meaning here", "formulas stand without dollar signs")
    case "`": refuse(1, "a backquote has no meaning here", nil)
    default:
      let scalar = Unicode.Scalar(byte)
      refuse(1, "the character `\(scalar.codePoint)` has no meaning here", nil)
    }
  }

  /// Refuses `|x|`, `||x||`, `a || b` and `a | b`.
  private mutating func readBar() {
    let isDouble = byte(offset + 1) == UInt8(ascii: "|")
    let length = isDouble ? 2 : 1
    let bars = isDouble ? "||" : "|"
    let isBinary = followsOperand && byte(offset + length) == UInt8(ascii: " ") && spaceBefore
    if isBinary {
      let lower = offset
      take(.or, length)
      return report("write `or` for `\(bars)`", from: lower, hint: nil)
    }
    let lower = offset
    var end = offset + length
    while end < bytes.count, bytes[end] != UInt8(ascii: "|"), bytes[end] != 0x0A { end += 1 }
    guard byte(end) == UInt8(ascii: "|"), end - lower < 60 else {
      return refuse(length, "`\(bars)` has no meaning here", "`abs(x)`, `norm(x)` or `or`")
    }
    let inner = text(offset + length, end)
    offset = min(end + length, bytes.count)
    append(.invalid, from: lower)
    report(
      isDouble ? "a norm is not written with `||`" : "an absolute value is not written with `|`",
      from: lower,
      hint: isDouble ? "`‖\(inner)‖` or `norm(\(inner))`" : "`abs(\(inner))`"
    )
  }

  private mutating func readExclamation() {
    if touchesOperand {
      let lower = offset
      offset += 1
      return report("there is no factorial sign", from: lower, hint: "`exp(lgamma(n + 1))`")
    }
    if newlineBefore {
      let lower = offset
      skipLine()
      append(.invalid, from: lower)
      return report(
        "`!` has no meaning here",
        from: lower,
        hint: "`not x`; commands of a shell cannot be run from a cell"
      )
    }
    let lower = offset
    take(.not, 1)
    report("write `not` for `!`", from: lower, hint: nil)
  }

  /// Refuses `\sigma`, `\frac` and what else LaTeX begins with a backslash.
  private mutating func refuseCommand() {
    var end = offset + 1
    while ScalarClasses.isASCIILetter(byte(end)) { end += 1 }
    let command = text(offset, end)
    let isLast = end == offset + 1 && (byte(end) == 0x0A || byte(end) == 0x0D)
    let lineHint = "a statement goes on behind an operator at the end of a line, or in brackets"
    let hint = isLast ? lineHint : latexHint(command)
    refuse(end - offset, "`\(command)` has no meaning here", hint)
  }

  /// Makes the next bytes an invalid token; a run of them is reported once.
  private mutating func refuse(_ length: Int, _ message: String, _ hint: String?) {
    let lower = offset
    let isRun = tokens.last.map { $0.kind == .invalid && $0.upper == lower } ?? false
    take(.invalid, length)
    if !isRun { report(message, from: lower, hint: hint) }
  }
}
