public import Autodiff

extension Model {
  /// Values of the parameters, one for each, in the structure that their paths spell.
  public func structure(_ values: [Operand]) -> [(name: String, value: Tree)] {
    var root = Branch()
    for (named, value) in zip(parameters, values) {
      root.insert(value, at: Branch.steps(of: named.name))
    }
    return root.fields
  }

  /// The values of a model whose layer is part of this one, picked from values of this one's.
  ///
  /// Parameters that this model doesn't have keep their own values.
  public func values(of part: Model, from values: [Operand]) -> [Operand] {
    part.parameters.map { named in
      places[ObjectIdentifier(named.parameter)].map { values[$0] }
        ?? .variable(named.parameter.variable)
    }
  }

  /// Gives the parameters that layers made the names they have in this model, as its gradients show them.
  ///
  /// A parameter that belongs to another model too keeps the name it has there.
  public func nameParameters() {
    for named in parameters {
      let known = named.parameter.name
      guard let known else {
        named.parameter.adoptName(named.name)
        continue
      }
      if named.isOwn, named.name != known, named.name.hasSuffix("." + known) {
        named.parameter.rename(named.name)
      }
    }
  }
}

/// A tree that paths spell: `layer1.W` a field in a field, `p[0]` a member of a tuple.
private struct Branch {
  private var leaf: Operand?
  private var members: [(step: String, branch: Branch)] = []

  /// The steps of a path, those of tuples with their brackets: `layer1`, `p`, `[0]`.
  static func steps(of path: String) -> ArraySlice<Substring> {
    var steps: [Substring] = []
    for part in path.split(separator: ".") {
      var rest = part
      while let bracket = rest.dropFirst().firstIndex(of: "[") {
        steps.append(rest[..<bracket])
        rest = rest[bracket...]
      }
      steps.append(rest)
    }
    return steps[...]
  }

  mutating func insert(_ value: Operand, at steps: ArraySlice<Substring>) {
    guard let step = steps.first else {
      leaf = value
      return
    }
    // Paths come in the order of the layers, so that a branch is the last one or new.
    if members.last?.step != String(step) { members.append((String(step), Branch())) }
    members[members.count - 1].branch.insert(value, at: steps.dropFirst())
  }

  var fields: [(name: String, value: Tree)] { members.map { ($0.step, $0.branch.tree) } }

  private var tree: Tree {
    if let leaf { return .leaf(leaf) }
    let isTuple = members.first?.step.hasPrefix("[") == true
    return isTuple ? .tuple(members.map(\.branch.tree)) : .record(fields)
  }
}
