import Autodiff
import TensorCore

extension Builtin {
  static let hessian = Builtin(
    "hessian",
    [.required("f"), .optional("by", .none)],
    BuiltinDocumentation(
      "All second derivatives of a function or value that is one number.",
      formula: #"H_{ij} = \frac{\partial^2 f}{\partial x_i \partial x_j}"#,
      details: [
        "Of a vector of n elements and of n numbers: the matrix (n, n).",
        "Of several arguments otherwise: a record of blocks, `H.w.b`.",
        "shapes: [n...] -> [n..., n...]; k numbers -> [k, k]",
        "derivative: the third derivatives",
        "edge cases: The function has to give one number; forward over reverse, all columns in one pass.",
      ],
      example: "hessian(x -> x[0]^2 * x[1])([2, 3])"
    )
  ) { context, arguments in
    if case .function(let function) = arguments["f"] {
      return .function(
        try TransformedFunction(
          name: "hessian(\(function.written))",
          parameters: function.parameters,
          from: [arguments["f"]],
          summary: "The Hessian of \(function.described).",
          recipe: "hessian"
        ) { context, passed in
          try context.hessian(of: function, passed)
        }
      )
    }
    return try context.hessianOfValue(arguments)
  }
}

extension Context {
  fileprivate func hessian(of function: Function, _ passed: CallArguments) throws -> Value {
    let call = try DifferentiatedCall(function, passed, in: self)
    let blocks = try graph.hessian(
      of: call.engineFunction,
      at: call.trees,
      selected: call.selected,
      names: call.names
    )
    if call.isByNumbers { return try matrix(of: blocks) }
    if blocks.count == 1 { return Value(blocks[0][0]) }
    return try record(of: blocks, call)
  }

  fileprivate func hessianOfValue(_ arguments: BoundArguments) throws -> Value {
    let output = try lossVariable(arguments)
    let reached = graph.parameters(of: output)
    let isByAll = if case .none = arguments["by"] { true } else { false }
    let targets =
      try isByAll
      ? reached.map { Target(leaf: $0.leaf, kind: $0.leaf.kind) }
      : leaves(arguments["by"], of: output, arguments)
    let leaves = targets.compactMap(\.leaf)
    guard leaves.count == targets.count else {
      let kind = targets[0].kind
      guard targets.count == 1 else {
        throw arguments.mistake("by", .gradient, "the value does not depend on all of these")
      }
      return Value(
        try Tensor.filled(0, shape: Shape(kind.shape.dimensions + kind.shape.dimensions))
      )
    }
    let blocks = try graph.hessian(of: output, for: leaves)
    if blocks.count == 1 { return Value(blocks[0][0]) }
    if leaves.allSatisfy({ $0.shape == .scalar }) { return try matrix(of: blocks) }
    return try record(of: blocks, named: ParameterNames.distinct(leaves.map(\.name)))
  }

  /// Second derivatives by single numbers as one matrix.
  private func matrix(of blocks: [[Operand]]) throws -> Value {
    let rows = try blocks.map { try graph.apply(.stack(axis: 0), $0) }
    return Value(try graph.apply(.stack(axis: 0), rows))
  }

  private func record(of blocks: [[Operand]], _ call: DifferentiatedCall) throws -> Value {
    let names = call.selected.flatMap { index in
      call.trees[index].paths(named: call.names[index])
    }
    return try record(of: blocks, named: names)
  }

  private func record(of blocks: [[Operand]], named names: [String]) throws -> Value {
    let rows = try blocks.map { row in
      Value.record(try Record(zip(names, row).map { (name: $0, value: Value($1)) }))
    }
    return .record(try Record(zip(names, rows).map { (name: $0, value: $1) }))
  }
}

extension Tree {
  /// The names of the differentiable parts: `p.W`, `p[0]`.
  fileprivate func paths(named name: String) -> [String] {
    switch self {
    case .leaf(let operand): operand.isDifferentiable ? [name] : []
    case .tuple(let members):
      members.enumerated().flatMap { $1.paths(named: "\(name)[\($0)]") }
    case .record(let fields), .parameters(let fields, _):
      fields.flatMap { $0.value.paths(named: "\(name).\($0.name)") }
    case .other: []
    }
  }
}
