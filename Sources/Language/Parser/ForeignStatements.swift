extension Parser {
  /// Refuses what statements of other languages begin with, where ours cannot.
  mutating func refusedStatement() -> Failure? {
    let isFollowed = [.name, .stringStart, .leftBrace].contains { peek().beginsSameLine($0) }
    guard at(.name), isFollowed, peek().spaceBefore, let (message, hint) = foreignStatement(current)
    else { return nil }
    return failure(message, current.span, hint: signatureHint ?? hint)
  }

  /// `f(x) = …` for `def f(x):` and its kin.
  private var signatureHint: String? {
    let isDefinition = foreignStatements[text(current)]?.hint == foreignStatements["def"]?.hint
    guard isDefinition, peek().kind == .name, isCall(at: position + 1) else { return nil }
    let signature = Span(peek().lower, tokens[partner(of: position + 2)].upper)
    return "`\(excerpt(signature)) = …`"
  }

  /// What to write instead of a word that begins a statement elsewhere.
  func foreignStatement(_ word: Token) -> (message: String, hint: String)? {
    guard word.kind == .name else { return nil }
    return foreignStatements[text(word)]
  }

  /// What to write instead of a word that stands between operands elsewhere.
  func foreignConnective(_ word: Token) -> (message: String, hint: String)? {
    guard word.kind == .name else { return nil }
    return foreignConnectives[text(word)]
  }
}

private let foreignStatements: [String: (message: String, hint: String)] = {
  let function = ("a function is defined with `=`", "`f(x) = x^2`")
  let declaration = ("a name needs no declaration", "`x = 3`")
  let modules = ("everything is built in", "`?name` shows what a function does")
  return [
    "def": function, "function": function, "func": function, "fn": function,
    "lambda": ("a function is written with `->`", "`x -> x^2`"),
    "let": declaration, "var": declaration, "const": declaration, "local": declaration,
    "global": ("names are read where they are; assigning makes a local", "`return` the new value"),
    "import": modules, "from": modules, "using": modules,
    "elif": ("`else if` continues an `if`", "`else if c { … }`"),
    "elseif": ("`else if` continues an `if`", "`else if c { … }`"),
    "end": ("a block ends with `}`", "`for x in xs { … }`"),
    "class": ("there are no classes", "a record is `{name: value}`"),
    "del": ("names are not deleted", "`%reset` clears all"),
    "assert": ("there is no `assert`", "`check_grad` and `==` compare"),
    "try": ("errors are not caught", "`if` tests before"),
    "switch": ("a choice is made with `if`", "`if … { … } else if … { … } else { … }`"),
    "match": ("a choice is made with `if`", "`if … { … } else if … { … } else { … }`"),
    "repeat": ("a loop begins with `for` or `while`", "`while c { … }`"),
    "unless": ("a choice is made with `if`", "`if not c { … }`"),
    "until": ("a loop begins with `for` or `while`", "`while not c { … }`"),
  ]
}()

private let foreignConnectives: [String: (message: String, hint: String)] = [
  "then": ("the body of `if` stands in braces, without `then`", "`if c { … }`"),
  "elif": ("`else if` continues an `if`", "`else if c { … }`"),
  "elseif": ("`else if` continues an `if`", "`else if c { … }`"),
  "elsif": ("`else if` continues an `if`", "`else if c { … }`"),
  "do": ("a body stands in braces", "`{ … }`"),
  "is": ("`is` is no operator", "equality is `==`"),
  "mod": ("`mod` is a function", "`a % b` or `mod(a, b)`"),
  "xor": ("`xor` is no operator", "`a != b` of two bools"),
]
