/// What to write instead of a LaTeX command left in code.
func latexHint(_ command: String) -> String {
  if command == "\\" { return "`solve(A, b)` divides by a matrix from the left" }
  if let remedy = latexRemedies[command] { return remedy }
  if let symbol = latexSymbols[command] { return "Tab turns `\(command)` into `\(symbol)`" }
  let name = String(command.dropFirst())
  if functionsOfLectures.contains(name) { return "`\(name)(x)`, without the backslash" }
  return "formulas are written as in the language, not in LaTeX"
}

private let latexRemedies: [String: String] = {
  let fraction = "a fraction is written `a / b`"
  let bracket = "brackets grow by themselves: `(`, `[`"
  let letter = "a name is its letters alone: `x`, `W`"
  let sum = "`sum(x)`, or `sum([i^2 for i in 1...n])`"
  return [
    "\\frac": fraction, "\\dfrac": fraction, "\\tfrac": fraction,
    "\\left": bracket, "\\right": bracket, "\\big": bracket, "\\Big": bracket,
    "\\mathbf": letter, "\\boldsymbol": letter, "\\mathrm": letter, "\\text": letter,
    "\\sqrt": "`√x` or `sqrt(x)`; Tab turns `\\sqrt` into `√`",
    "\\cdot": "`a * b`, or `a · b` of vectors",
    "\\sum": sum, "\\prod": "`prod(x)`, or `prod([i for i in 1...n])`",
    "\\int": "there is no symbolic integral; a sum over `linspace(a, b, n)` comes close",
    "\\partial": "a partial derivative is `partial(f, \"x\")`",
    "\\top": "the transpose is `Aᵀ` or `A.T`", "\\intercal": "the transpose is `Aᵀ` or `A.T`",
    "\\max": "`max(x)`, without the backslash", "\\min": "`min(x)`, without the backslash",
    "\\arcsin": "`asin(x)`", "\\arccos": "`acos(x)`", "\\arctan": "`atan(x)`",
    "\\det": "`det(A)`, without the backslash", "\\lVert": "`‖x‖` or `norm(x)`",
    "\\in": "`for x in xs`", "\\begin": "a matrix is a list of its rows: `[[1, 2], [3, 4]]`",
  ]
}()
