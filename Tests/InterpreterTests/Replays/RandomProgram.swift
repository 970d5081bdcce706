import TensorCore

/// A program that calls a transformed function several times, with other inputs and other globals each time.
///
/// It branches, loops, indexes, compares, prints and draws; some of what it does fails, and some is not finite.
struct RandomProgram {
  private(set) var cells: [String] = []
  private var random: RandomStream
  private var names: [String] = []
  private var vectors: [String] = []
  private var nameCount = 0
  /// Whether vectors are long enough for elementwise steps to run in blocks.
  private let isLong: Bool

  init(seed: UInt64) {
    random = RandomStream(seed: seed)
    isLong = seed % 3 == 0
    cells.append(setup())
    let definition = function()
    cells.append(definition.text)
    for _ in 0..<draw(6, atLeast: 5) { cells.append(call(of: definition.isVector)) }
  }

  // MARK: - Draws

  private mutating func draw(_ count: Int, atLeast least: Int = 0) -> Int {
    let number = (try? random.uniform(count: 1)[0]) ?? 0
    return least + Int(number * Double(count))
  }

  private mutating func pick(_ choices: [String]) -> String { choices[draw(choices.count)] }

  private mutating func number() -> String {
    pick(["0.5", "1.25", "-0.75", "2", "0.1", "3", "-1", "0.9", "1.0"])
  }

  private mutating func fresh() -> String {
    nameCount += 1
    return "t\(nameCount)"
  }

  // MARK: - The parts of a program

  private mutating func setup() -> String {
    """
    c = \(number())
    n = \(draw(3, atLeast: 1))
    w = param(\(number()))
    A = \(isLong ? "0.1 * eye(66) + 0.01" : "[[0.5, -1.0, 0.2], [1.5, 0.3, -0.4], [0.1, 0.2, 0.9]]")
    h(s, k=2) = k * s + \(pick(["sin(s)", "s^3", "c * s", "exp(-s^2)"]))
    q(s) = if s > \(number()) { s^2 } else { -s * c }
    """
  }

  private mutating func function() -> (text: String, isVector: Bool) {
    let isVector = draw(3) > 0
    names = isVector ? ["y"] : ["x", "y"]
    vectors = isVector ? ["v"] : []
    var lines: [String] = []
    for _ in 0..<draw(4, atLeast: 1) { lines += statement(depth: 2) }
    let result = scalar(depth: 2) + (isVector ? " + sum(\(vector(depth: 1)))" : " * x")
    lines.append(result)
    let head = isVector ? "f(v, y=0.5)" : "f(x, y=0.5)"
    return ("\(head) = {\n  \(lines.joined(separator: "\n  "))\n}", isVector)
  }

  private mutating func call(of isVector: Bool) -> String {
    var lines: [String] = []
    switch draw(12) {
    case 0: lines.append("c = \(number())")
    case 1: lines.append("n = \(draw(4))")
    case 2: lines.append("A = A + 0.1")
    case 3: lines.append("h(s, k=2) = k * s^2")
    case 4: lines.append("c = \(vector(of: "0.5, 1.0, 2.0"))")
    default: break
    }
    let point =
      isVector
      ? "(1 + 0.125k) * " + vector(of: "\(number()), \(number()), \(number())") : "\(number()) + k"
    let second = pick(["", "", ", \(number())", ", y=\(number())"])
    let transforms =
      !isVector
      ? ["∇f", "value_and_grad(f)", "hessian(f)", "f'", "f''", "partial(f, \"x\")"]
      : isLong
        ? ["∇f", "value_and_grad(f)", "grad(f, \"v\")"]
        : [
          "∇f", "value_and_grad(f)", "hessian(f)", "grad(f, \"v\")", "jacobian(f)", "laplacian(f)",
        ]
    let transform = pick(transforms)
    switch draw(7) {
    case 0 where !isLong:
      let rows = isVector ? "A + 0.25k" : "[0.5, 1.0, 2.5] + k"
      lines.append("r = vmap(f)(\(rows))")
    case 1:
      let direction = isVector ? vector(of: "1, 0.5, -0.25") : "0.5"
      lines.append("r = \(pick(["jvp", "hvp", "directional"]))(f, \(point), \(direction))")
    case 2: lines.append("r = (s -> \(transform)(\(point)\(second)))(2)")
    default: lines.append("r = \(transform)(\(point)\(second))")
    }
    let step = pick(["", "", "\n  w -= 0.125", "\n  c = c + 0.25"])
    lines[lines.count - 1] =
      "for k in 0..<4 {\n  \(lines[lines.count - 1])\n  print(json(r))\(step)\n}"
    // What a plan gives can be differentiated by the parameters that the function read.
    lines.append(pick(["r", "r", "json(grad(sum(r^2), w))", "json(grad(sum(value(w) * r), w))"]))
    return lines.joined(separator: "\n")
  }

  private func vector(of numbers: String) -> String {
    isLong ? "tile([\(numbers)], 22)" : "[\(numbers)]"
  }

  // MARK: - Statements

  private mutating func statement(depth: Int) -> [String] {
    switch draw(16) {
    case 0, 1, 2:
      let value = scalar(depth: depth)
      let name = fresh()
      names.append(name)
      return ["\(name) = \(value)"]
    case 3, 4:
      guard !vectors.isEmpty else { return statement(depth: depth) }
      let value = vector(depth: depth)
      let name = fresh()
      vectors.append(name)
      return ["\(name) = \(value)"]
    case 5, 6:
      let (test, target) = (condition(), changed())
      return [
        "if \(test) { \(target) = \(scalar(depth: 1)) } else { \(target) = \(scalar(depth: 1)) }"
      ]
    case 7, 8:
      let target = changed()
      return ["for i in 0..<n { \(target) = \(scalar(depth: 1)) * 0.5 + i }"]
    case 9:
      let target = changed()
      return ["while abs(\(target)) > 2 { \(target) = \(target) / 2 + 0.1 }"]
    case 10:
      let name = fresh()
      let (a, b) = (scalar(depth: 1), scalar(depth: 1))
      names += ["\(name).a", "\(name).b"]
      return ["\(name) = {a: \(a), b: \(b)}"]
    case 11:
      let name = fresh()
      let captured = scalar(depth: 1)
      names.append("\(name)(y)")
      return ["\(name) = u -> u * \(captured) + c"]
    case 14, 15:
      guard !vectors.isEmpty else { return statement(depth: depth) }
      let value = vector(depth: 1)
      let name = fresh()
      let part = pick(["0", "1", "1:", "::2", "-1"])
      let added = draw(2) == 0 ? scalar(depth: 1) : "\(value)[\(part)]"
      vectors.append(name)
      return ["\(name) = \(value)", "\(name)[\(part)] = \(added)"]
    case 12: return draw(6) == 0 ? ["print(\(names[draw(names.count)]))"] : []
    default: return draw(6) == 0 ? ["y = y + rand()"] : []
    }
  }

  /// A name that can be assigned to.
  private mutating func changed() -> String {
    let plain = names.filter { !$0.contains(".") && !$0.contains("(") }
    return plain[draw(plain.count)]
  }

  private mutating func condition() -> String {
    let a = scalar(depth: 1)
    let b = draw(2) == 0 ? number() : scalar(depth: 0)
    let test = "\(a) \(pick(["<", ">", "<=", ">=", "!="])) \(b)"
    switch draw(5) {
    case 0: return "\(test) and \(names[draw(names.count)]) < 1"
    case 1: return "not (\(test)) or c == 2"
    default: return test
    }
  }

  // MARK: - Expressions

  private mutating func scalar(depth: Int) -> String {
    guard depth > 0 else { return draw(4) == 0 ? number() : names[draw(names.count)] }
    let a = scalar(depth: depth - 1)
    switch draw(28) {
    case 0: return "(\(a) + \(scalar(depth: depth - 1)))"
    case 1: return "(\(a) * \(scalar(depth: depth - 1)))"
    case 2: return "(\(a) - c)"
    case 3: return "\(a) / (1.5 + cos(\(scalar(depth: depth - 1))))"
    case 4: return "sin(\(a))"
    case 5: return "exp(-(\(a))^2)"
    case 6: return "sqrt(1 + (\(a))^2)"
    case 7: return draw(3) == 0 ? "log(\(a))" : "log(2 + (\(a))^2)"
    case 8: return "(\(a))^\(pick(["2", "3", "n", "y"]))"
    case 9: return "where(\(a) > \(number()), \(scalar(depth: depth - 1)), 0.5)"
    case 10: return "maximum(\(a), \(scalar(depth: depth - 1)))"
    case 11: return "h(\(a))"
    case 12: return "h(\(a), k=\(number()))"
    case 13: return "q(\(a))"
    case 14: return pick(["q'(\(a))", "(s -> s * sin(s))'(\(a))", "h'(\(a))"])
    case 15: return "\(pick(["value", "stop_gradient"]))(\(a)) * 2"
    case 16: return "tanh(\(a))"
    case 17: return "relu(\(a))"
    case 18 where !vectors.isEmpty: return "sum(\(vector(depth: depth - 1)))"
    case 19 where !vectors.isEmpty: return "\(vectors[draw(vectors.count)])[\(draw(3))]"
    case 20 where !vectors.isEmpty:
      return "\(vectors[draw(vectors.count)])[floor(abs(\(a))) % 3]"
    case 21 where !vectors.isEmpty: return "norm(\(vector(depth: depth - 1)))"
    case 22 where !vectors.isEmpty: return "logsumexp(\(vector(depth: depth - 1)))"
    case 23 where !vectors.isEmpty: return "max(\(vector(depth: depth - 1)))"
    case 24 where !vectors.isEmpty: return "mean(\(vector(depth: depth - 1)))"
    case 25 where !vectors.isEmpty:
      let v = vector(depth: depth - 1)
      return "einsum(\"i,ij,j->\", \(v), A, \(vectors[draw(vectors.count)]))"
    case 26 where !vectors.isEmpty:
      return "(\(vector(depth: depth - 1)) · \(vectors[draw(vectors.count)]))"
    case 27 where !vectors.isEmpty:
      let v = vector(depth: depth - 1)
      return pick([
        "median(\(v))", "quantile(\(v), 0.3)", "sort(\(v))[1]", "std(\(v))", "prod(\(v))",
      ])
    default: return draw(2) == 0 ? "abs(\(a))" : "(w * \(a))"
    }
  }

  private mutating func vector(depth: Int) -> String {
    let v = vectors[draw(vectors.count)]
    guard depth > 0 else { return v }
    let inner = vector(depth: depth - 1)
    switch draw(21) {
    case 0: return "(\(inner) * \(scalar(depth: 0)))"
    case 1: return "sin(\(inner))"
    case 2: return "where(\(inner) > \(number()), \(inner), -\(v))"
    case 3: return "(A @ \(inner))"
    case 4: return vector(of: "\(scalar(depth: 0)), \(scalar(depth: 1)), 1")
    case 5: return "cumsum(\(inner))"
    case 6: return "sort(\(inner))"
    case 7: return "(\(inner) + c)"
    case 8: return "(\(inner))^2"
    case 9: return "(\(inner))[::-1]"
    case 10: return "exp(-(\(inner))^2)"
    case 11: return "softmax(\(inner))"
    case 12: return "(A.T @ \(inner))"
    case 13: return "((A * \(v)).T @ \(inner))"
    case 14: return "(outer(\(inner), \(v)) @ \(inner))"
    case 15: return "concat(\(inner)[1:], \(v)[0:1])"
    case 16: return "(A * \(scalar(depth: 0)))[:, 1]"
    case 17: return "sum(A * expand_dims(\(inner), 1), axis=0)"
    case 18: return "einsum(\"ij,i->j\", A, \(inner))"
    case 19: return "log_softmax(\(inner))"
    default: return "[tanh(e) for e in \(inner)]"
    }
  }
}
