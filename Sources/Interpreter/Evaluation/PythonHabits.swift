/// What people who come from Python type, and how it is written here.
enum PythonHabits {
  private static let names: [String: String] = [
    "range": "a range is written `0..<n`",
    "len": "write `size(x)`, or `x.shape` for every axis",
    "np": "builtins need no prefix: `np.sum(x)` is `sum(x)`",
    "numpy": "builtins need no prefix: `numpy.sum(x)` is `sum(x)`",
    "torch": "builtins need no prefix: `torch.exp(x)` is `exp(x)`",
    "jnp": "builtins need no prefix: `jnp.sum(x)` is `sum(x)`",
    "math": "builtins need no prefix: `math.sin(x)` is `sin(x)`",
    "True": "write `true`",
    "False": "write `false`",
    "None": "write `none`",
    "lambda": "a function is written `x -> x^2`",
    "def": "a function is written `f(x) = x^2`",
    "int": "use `floor(x)` or `round(x)`",
    "float": "numbers are floating point already",
    "str": "put it in a string: `\"{x}\"`",
    "list": "a list is written `[a, b]`, or `[f(x) for x in xs]`",
    "tuple": "a tuple is written `(a, b)`",
    "dict": "a record is written `{name: value}`",
    "enumerate": "loop over `0..<size(xs)`",
    "import": "everything is built in; `%run file.adj` runs another file",
    "elif": "write `else if`",
    "pass": "write an empty block: `{ none }`",
    "ln": "the natural logarithm is `log`",
    "arctan": "write `atan`",
    "arcsin": "write `asin`",
    "arccos": "write `acos`",
    "array": "a tensor is written `[1, 2]`",
    "null": "write `none`",
    "nil": "write `none`",
  ]

  static func hint(forName name: String) -> String? { names[name] }
}
