/// What to write for a name that other languages have and this one has not; nil for other names.
///
/// The location is where the name stands: what is around it can tell what was meant.
public func foreignNameHint(_ name: String, at location: Location? = nil) -> String? {
  let around = location.map(Surroundings.init)
  if foreignModules.contains(name) { return moduleHint(name, around) }
  if let around, let hint = around.hint(for: name) { return hint }
  return foreignNames[name] ?? foreignNetworkNames[name]
}

/// `np.sin(x)`: functions stand without a module.
private func moduleHint(_ module: String, _ around: Surroundings?) -> String {
  guard let member = around?.lastField else {
    return "builtins need no prefix: `\(module).sin(x)` is `sin(x)`"
  }
  if listMakers.contains(member) { return "a tensor is written as a list: `[1, 2]`" }
  if let hint = foreignNames[member] ?? foreignNetworkNames[member] { return hint }
  return "builtins need no prefix: `\(module).\(member)` is `\(member)`"
}

/// What stands on the line before and behind a name.
private struct Surroundings {
  private let before: Substring
  private let after: Substring

  init(_ location: Location) {
    let text = location.source.text
    let utf8 = text.utf8
    let lower = utf8.index(utf8.startIndex, offsetBy: location.span.lower)
    let upper = utf8.index(utf8.startIndex, offsetBy: location.span.upper)
    before = text[text.startIndex..<lower].prefixOfLine
    after = text[upper...].prefix { !$0.isNewline }
  }

  /// The last name of the fields read behind it: `rand` of `np.random.rand(3)`.
  var lastField: String? {
    let path = after.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    return path.hasPrefix(".") ? path.split(separator: ".").last.map(String.init) : nil
  }

  func hint(for name: String) -> String? {
    let operation = before.last { $0 != " " }
    if name == "T", operation == "^" { return "the transpose is `Aᵀ` or `A.T`" }
    if operation == "%", before.last == " ", after.drop(while: { $0 == " " }).isEmpty {
      return "`%` is the remainder of a division; a comment starts with `#`"
    }
    if name.hasPrefix("d"), name.count > 1, after.hasPrefix("/d") {
      return "the derivative of a function is `f'(x)`, of a value `grad(L, x)`"
    }
    return nil
  }
}

extension Substring {
  /// What follows the last line break.
  fileprivate var prefixOfLine: Substring {
    let start = lastIndex(where: \.isNewline).map { index(after: $0) } ?? startIndex
    return self[start...]
  }
}

private let foreignModules: Set<String> = [
  "np", "numpy", "torch", "jnp", "jax", "math", "tf", "scipy", "F", "nn", "plt", "Math",
]

private let listMakers: Set<String> = ["array", "tensor", "asarray", "matrix", "as_tensor"]

private let foreignNames: [String: String] = {
  let list = "a tensor is written as a list: `[1, 2]`"
  let size = "`size(x)` counts the elements, `x.shape[0]` the rows"
  let text = "a string takes values in braces: `\"{x:.3f}\"`"
  return [
    "True": "write `true`", "False": "write `false`", "None": "write `none`",
    "null": "write `none`", "nil": "write `none`", "undefined": "write `none`",
    "nothing": "write `none`",
    "NaN": "write `nan`", "Inf": "write `inf`", "Infinity": "write `inf`", "PI": "write `pi`",
    "infinity": "write `inf`", "Pi": "write `pi`",
    "len": size, "length": size, "numel": size,
    "range": "a range is written `0..<n`",
    "enumerate": "loop over the positions: `for i in 0..<size(xs) { xs[i] }`",
    "zip": "loop over the positions: `for i in 0..<size(xs) { xs[i] * ys[i] }`",
    "int": "`floor(x)` or `round(x)`", "float": "numbers are floating point already",
    "double": "numbers are floating point already", "bool": "a comparison gives a bool: `x != 0`",
    "shuffle": "`permutation(x)` gives the rows in random order",
    "randperm": "`permutation(n)` gives the numbers below n in random order",
    "str": text, "string": text, "format": text, "sprintf": text, "repr": "`json(x)`",
    "printf": "`print(\"{x:.3f}\")`", "fprintf": "`print(\"{x:.3f}\")`",
    "println": "write `print(x)`", "disp": "write `print(x)`", "display": "write `show(x)`",
    "list": "a list is written `[a, b]`, or `[f(x) for x in xs]`",
    "tuple": "a tuple is written `(a, b)`", "dict": "a record is written `{name: value}`",
    "set": "a list is written `[a, b]`",
    "array": list, "tensor": list, "matrix": list, "Tensor": list,
    "lambda": "a function is written `x -> x^2`", "def": "a function is written `f(x) = x^2`",
    "import": "everything is built in; `%run file.adj` runs another file",
    "type": "`?x` says what `x` is, `x.shape` and `x.dtype` what a tensor has",
    "help": "write `?name`", "dir": "`%who` lists your names", "globals": "`%who` lists your names",
    "sorted": "write `sort(x)`", "reversed": "write `flip(x)`, or `x[::-1]`",
    "begin": "a block stands in braces: `{ … }`",
    "linalg": "write `inv(A)`, without a module",
    "elif": "write `else if`", "elseif": "write `else if`",
    "pass": "write an empty block: `{ none }`",
    "end": "the last element is `x[-1]`; a block ends with `}`",
    "self": "records have no methods; a function takes the record as an argument",
    "ln": "the natural logarithm is `log`", "lg": "the decimal logarithm is `log10`",
    "arctan": "write `atan`", "arcsin": "write `asin`", "arccos": "write `acos`",
    "arctan2": "write `atan2`", "arcsinh": "write `asinh`", "arccosh": "write `acosh`",
    "arctanh": "write `atanh`", "pow": "a power is written `a^b`",
    "power": "a power is written `a^b`", "square": "a square is written `x^2`",
    "fabs": "write `abs(x)`", "absolute": "write `abs(x)`", "average": "write `mean(x)`",
    "rem": "the remainder is `a % b`", "fmod": "the remainder is `a % b`",
    "divmod": "`floor(a / b)` and `a % b`",
    "random": "`rand()` is uniform in [0, 1), `randn()` normal",
    "uniform": "`rand()` is uniform in [0, 1)", "normal": "`randn()` is the normal distribution",
    "concatenate": "write `concat(a, b)`",
    "vstack": "write `concat(a, b)` or `stack(a, b)`", "cat": "write `concat(a, b)`",
    "hstack": "write `concat(a, b, axis=1)`", "inverse": "write `inv(A)`",
    "identity_matrix": "write `eye(n)`",
    "gradient": "write `grad(f)(x)` or `∇f(x)`", "nabla": "`∇f`, or `grad(f)`",
    "diff": "the derivative of a function is `f'(x)`",
    "Variable": "write `param(x)`", "parameter": "write `param(x)`",
    "sgn": "write `sign(x)`", "tg": "write `tan`", "ctg": "write `1 / tan(x)`",
    "cot": "write `1 / tan(x)`", "sec": "write `1 / cos(x)`", "csc": "write `1 / sin(x)`",
  ]
}()

/// What to write for `base.name`, which people of other languages try; nil for other names.
public func foreignFieldHint(_ name: String, of base: String) -> String? {
  foreignFields[name]?.split(separator: "•", omittingEmptySubsequences: false)
    .joined(separator: base)
}

/// `•` stands for the value whose field was read.
private let foreignFields: [String: String] = [
  "length": "`size(•)` counts the elements, `•.shape[0]` the rows",
  "len": "`size(•)` counts the elements, `•.shape[0]` the rows",
  "count": "`size(•)` counts the elements", "numel": "write `size(•)`",
  "dim": "write `ndim(•)`", "t": "write `•.T`", "transpose": "write `•.T`",
  "backward": "`grad(•)` gives the gradient by every parameter",
  "grad": "`grad(L, •)` is the gradient of a value `L` by `•`",
  "zero_grad": "gradients do not add up; there is nothing to reset",
  "requires_grad": "write `• = param(…)`", "requires_grad_": "write `• = param(…)`",
  "item": "`•` is a number already; `value(•)` drops its history",
  "detach": "write `value(•)`", "numpy": "write `value(•)`", "data": "write `value(•)`",
  "tolist": "write `json(•)`", "astype": "write `float32(•)` or `float64(•)`",
  "float": "write `float32(•)`", "double": "write `float64(•)`",
  "view": "write `reshape(•, …)`", "ravel": "write `flatten(•)`",
  "clone": "a value is copied by assigning it: `b = •`",
  "copy": "a value is copied by assigning it: `b = •`",
  "push": "write `append(•, v)`", "extend": "write `concat(•, v)`", "add": "write `append(•, v)`",
  "cuda": "everything runs on the processor", "cpu": "everything runs on the processor",
  "keys": "`for (name, value) in • { … }` goes through the fields",
  "items": "`for (name, value) in • { … }` goes through the fields",
  "values": "`for (name, value) in • { … }` goes through the fields",
  "format": "a string takes values in braces: `\"{x:.3f}\"`",
  "real": "there are no complex numbers", "imag": "there are no complex numbers",
]
