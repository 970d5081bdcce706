import FoundationEssentials
import TensorCore
import Testing

import Autodiff

/// A function at one place, with its first three derivatives to twenty digits.
struct DerivativeReference: Decodable, Sendable, CustomTestStringConvertible {
  let op: String
  let x: String
  let f: String
  let d1: String
  let d2: String
  let d3: String

  var testDescription: String { "\(op)(\(x))" }

  static let all: [DerivativeReference] = {
    let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 }
    let path = "\(folder)/Fixtures/unary_references.json"
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return [] }
    return (try? JSONDecoder().decode([DerivativeReference].self, from: data)) ?? []
  }()
}

@Suite struct UnaryReferenceTests {
  private typealias Formula = @Sendable (Composer, Operand) throws -> Operand

  /// The reference functions that the language has under another name, or as a formula.
  private static let formulas: [String: Formula] = [
    "neg": { try $0.negate($1) },
    "rsqrt": { try 1 / $0.sqrt($1) },
    "exp2": { try $0("^", .number(2), $1) },
    "sec": { try 1 / $0.cos($1) },
    "csc": { try 1 / $0.sin($1) },
    "cot": { try 1 / $0.tan($1) },
    "logsigmoid": { try $0.negate($0.softplus($0.negate($1))) },
    "logit": { try $0("-", $0.log($1), $0.log1p($0.negate($1))) },
    "mish": { try $0("*", $1, $0.tanh($0.softplus($1))) },
    "gelu_erf": { try $0.gelu($1) },
    "gelu_tanh": { c, x in
      let cube = try c("^", x, .number(3))
      let inner = try c("+", x, c("*", .number(0.044715), cube))
      let bell = try c.tanh(c("*", .number((2 / Double.pi).squareRoot()), inner))
      return try c("*", c("*", .number(0.5), x), c("+", .number(1), bell))
    },
    "logcosh": { try $0.log($0.cosh($1)) },
    "gamma": { c, x in
      // Reflected: Γ(x) = π / (sin(πx) Γ(1 - x)), which is right on both sides.
      let sine = try c.sin(c("*", .number(.pi), x))
      let mirrored = try c.exp(c.lgamma(c("-", .number(1), x)))
      guard x.value.scalar < 0 else { return try c.exp(c.lgamma(x)) }
      return try c("/", .number(.pi), c("*", sine, mirrored))
    },
    "sinc_unnormalised": { try $0("/", $0.sin($1), $1) },
    "xlogx": { try $0("*", $1, $0.log($1)) },
    "normal_cdf": {
      try $0("*", .number(0.5), $0.erfc($0("*", .number(-0.70710678118654752440), $1)))
    },
    "log_normal_cdf": {
      try $0.log($0("*", .number(0.5), $0.erfc($0("*", .number(-0.70710678118654752440), $1))))
    },
  ]

  /// What the language cannot say.
  private static let missing: Set = ["bessel_i0", "bessel_j0", "erfinv"]

  /// Formulas whose derivatives cancel digits that the formula itself cannot keep.
  private static let wide: [String: Double] = ["log_normal_cdf": 1e-8]

  private static let references = DerivativeReference.all.filter { !missing.contains($0.op) }

  @Test func allReferencesAreRead() {
    #expect(DerivativeReference.all.count == 108)
  }

  @Test(arguments: references)
  func valueAndThreeDerivativesAgree(_ reference: DerivativeReference) throws {
    let graph = Graph(interruption: Interruption())
    let composer = Composer(graph: graph)
    let formula = Self.formulas[reference.op] ?? { try $0(reference.op, $1) }
    var function: Function = { .leaf(try formula(composer, $0[0].leaves[0])) }
    let point = Tree.leaf(.number(try #require(Double(reference.x))))
    let tolerance = Self.wide[reference.op] ?? 1e-12
    for (order, text) in [reference.f, reference.d1, reference.d2, reference.d3].enumerated() {
      let expected = try #require(Double(text))
      let value = try function([point]).leaves[0].value.scalar
      #expect(abs(value - expected) <= tolerance * max(1, abs(expected)), "order \(order)")
      let previous = function
      function = { try graph.derivative(of: previous, at: $0[0], name: "x\(order)") }
    }
  }
}

/// The functions of the language by name.
@dynamicMemberLookup
private struct Composer {
  let graph: Graph

  /// A function of operands, defaults filled in.
  func callAsFunction(_ name: String, _ operands: Operand...) throws -> Operand {
    let names = ["*": "multiply", "+": "add", "-": "subtract", "/": "divide", "^": "power"]
    let wanted = [name, names[name] ?? name]
    let definition = try #require(allDefinitions.first { wanted.contains($0.name) }, "\(name)")
    let given = operands.map(ArgumentValue.operand)
    let defaults = try definition.parameters.dropFirst(given.count).map {
      ArgumentValue(try #require($0.defaultValue))
    }
    return try definition.apply(graph, Arguments(given + defaults)).leaves[0]
  }

  subscript(dynamicMember name: String) -> (Operand) throws -> Operand {
    { try self(name, $0) }
  }
}

extension Operand {
  fileprivate static func / (number: Double, operand: Operand) throws -> Operand {
    guard let graph = operand.variable?.graph else {
      return .number(number / operand.value.scalar)
    }
    return try graph.apply(.divide, .number(number), operand)
  }
}
