public import Autodiff

extension Model {
  /// Values of the parameters, one for each, in the structure that their paths spell.
  public func structure(_ values: [Operand]) -> [(name: String, value: Tree)] {
    branches.fields(values)
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
struct Branch {
  /// The parameter that the path leads to; nil where it goes on.
  private var place: Int?
  private var members: [(step: String, branch: Branch)] = []

  private init() {}

  init(_ parameters: [NamedParameter]) {
    for (place, named) in parameters.enumerated() {
      insert(place, at: Branch.steps(of: named.name))
    }
  }

  /// The steps of a path, those of tuples with their brackets: `layer1`, `p`, `[0]`.
  private static func steps(of path: String) -> ArraySlice<Substring> {
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

  private mutating func insert(_ place: Int, at steps: ArraySlice<Substring>) {
    guard let step = steps.first else {
      self.place = place
      return
    }
    // Paths come in the order of the layers, so that a branch is the last one or new.
    if members.last?.step != String(step) { members.append((String(step), Branch())) }
    members[members.count - 1].branch.insert(place, at: steps.dropFirst())
  }

  func fields(_ values: [Operand]) -> [(name: String, value: Tree)] {
    members.map { ($0.step, $0.branch.tree(values)) }
  }

  private func tree(_ values: [Operand]) -> Tree {
    if let place { return .leaf(values[place]) }
    let isTuple = members.first?.step.hasPrefix("[") == true
    return isTuple ? .tuple(members.map { $0.branch.tree(values) }) : .record(fields(values))
  }
}
