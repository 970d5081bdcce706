public import TensorCore

/// A named leaf with an identity: what `param(2)` makes and `:=` sets.
public final class Parameter {
  /// The name it was created under; nil until it is assigned to one.
  public private(set) var name: String?
  private let graph: Graph
  package let kind: Kind
  private var state: State
  /// Orders parameters by creation.
  public let tag: UInt32
  private var version: UInt32 = 0
  /// What the parameter is for as long as `replacing` says so.
  private var standIn: Variable?
  /// What it was before a recorded run set it.
  private var before: (state: State, version: UInt32)?

  /// The present value: a leaf of the graph as soon as somebody asks for one.
  ///
  /// Whoever trains sets values that nobody looks at.
  fileprivate enum State {
    case plain(Tensor)
    case leaf(Variable)
  }

  /// Makes a parameter of a float tensor.
  public init(_ value: Tensor, name: String? = nil, in graph: Graph) {
    tag = graph.makeTag()
    self.name = name
    self.graph = graph
    kind = Kind(value.shape, value.dtype)
    state = .plain(value)
    graph.refuseRecording()
    graph.parameterChanges += 1
  }

  deinit { graph.parameterVersions[tag] = nil }

  /// The leaf that stands for the present value.
  public var variable: Variable {
    if let standIn { return standIn }
    let leaf = leaf
    // What a recorded run has set is recorded already.
    guard before == nil, let recording = graph.recording else { return leaf }
    return recording.value(of: self, leaf)
  }

  public var value: Tensor {
    if case .plain(let value) = state, standIn == nil, graph.recording == nil { return value }
    return variable.value
  }

  private var leaf: Variable {
    switch state {
    case .leaf(let leaf): return leaf
    case .plain(let value):
      let leaf = graph.leaf(Operand(value), version(version), name: name)
      state = .leaf(leaf)
      return leaf
    }
  }

  private func version(_ number: UInt32) -> Dependency {
    Dependency(tag: tag, version: number, isParameter: true)
  }

  /// Gives a parameter without a name the one it is first assigned to.
  public func adoptName(_ name: String) {
    guard self.name == nil else { return }
    self.name = name
    if case .leaf(let leaf) = state { leaf.named(name) }
  }

  /// Gives the parameter the path it has in a model that the layer became part of.
  public func rename(_ name: String) {
    self.name = name
    if case .leaf(let leaf) = state { graph.rename(leaf.id, name) }
  }

  /// Sets the value, in the parameter's element type; values computed before keep the old one.
  ///
  /// - Throws: `TensorError.shape` where the shape differs.
  public func set(_ value: Tensor) throws {
    try graph.endRecording()
    guard value.shape == kind.shape else {
      throw TensorError.shape(
        "a parameter of shape \(kind.shape) cannot be set to a value of shape \(value.shape)",
        hint: "`:=` keeps the shape; make a new parameter with `param(…)`"
      )
    }
    hold(.plain(value.dtype == kind.dtype ? value : try value.cast(to: kind.dtype)))
  }

  /// Sets the value to one that may be recorded, now or at the end of every run of the plan that is being made.
  ///
  /// - Throws: `TensorError.shape` where the shape differs.
  public func set(_ value: Operand) throws {
    guard let recording = graph.recording else { return try set(value.value) }
    guard recording.setsParameters, standIn == nil, value.shape == kind.shape else {
      return try graph.endRecording()
    }
    var plain = value.detached
    if plain.dtype != kind.dtype { plain = try graph.apply(.cast(to: kind.dtype), plain) }
    if before == nil { before = (state, version) }
    hold(.leaf(recording.set(self, to: plain, as: self.version(version + 1), in: graph)))
  }

  /// Gives the next version its value.
  private func hold(_ next: State) {
    version += 1
    graph.parameterChanges += 1
    graph.parameterVersions[tag] = version
    state = next
  }
}

extension Parameter: RecordedTarget {
  public func accept(_ value: Tensor) { hold(.plain(value)) }

  /// Takes back what a recorded run has set.
  func takeBack() {
    guard let before else { return }
    for later in before.version..<version { graph.leaves[self.version(later + 1)] = nil }
    (state, version) = before
    graph.parameterVersions[tag] = version
    self.before = nil
  }
}

extension Parameter {
  /// What a parameter was at some time, which gets its leaf when somebody asks for one.
  struct Version {
    fileprivate let parameter: Parameter
    fileprivate let state: State
    fileprivate let version: UInt32

    var variable: Variable {
      switch state {
      case .leaf(let leaf): leaf
      case .plain(let value):
        parameter.graph.leaf(
          Operand(value),
          parameter.version(version),
          name: parameter.name
        )
      }
    }
  }

  /// What the parameter is now.
  var present: Version {
    Version(parameter: self, state: standIn.map { .leaf($0) } ?? state, version: version)
  }
}

extension Parameter {
  /// Runs a body in which parameters stand for other values of the same kinds, such as the leaves of a transform.
  ///
  /// What the body computes from them is differentiable by the transform, also where a function of the user's reads them
  /// by name. Their own values stay as they are.
  public static func replacing<Result>(
    _ parameters: [Parameter],
    by values: [Operand],
    _ body: () throws -> Result
  ) rethrows -> Result {
    let outer = parameters.map(\.standIn)
    for (parameter, value) in zip(parameters, values) {
      // A plain value gets a leaf of its own, because whoever asks a parameter expects one.
      parameter.standIn =
        value.variable ?? Parameter(value.value, in: parameter.graph).variable
    }
    defer { for (parameter, standIn) in zip(parameters, outer) { parameter.standIn = standIn } }
    return try body()
  }
}

extension Variable {
  /// The tags of the parameters that the value was computed from, and whether each has been set since; nil where a
  /// derivative may be taken by anything else.
  public var history: [(tag: UInt32, isOutdated: Bool)]? {
    let all = graph.dependencies[graph.dependencySet(of: id)]
    guard all.allSatisfy(\.isParameter) else { return nil }
    return all.map { ($0.tag, $0.version < graph.parameterVersions[$0.tag] ?? 0) }
  }
}

extension Graph {
  /// The leaf of a version of a parameter, made where there is none.
  fileprivate func leaf(_ value: Operand, _ version: Dependency, name: String?) -> Variable {
    if let known = leaves[version] { return Variable(known, in: self) }
    return makeLeaf(value, version, name: name)
  }

  /// A leaf that derivatives can be taken by.
  func makeLeaf(_ value: Operand, _ dependency: Dependency, name: String?) -> Variable {
    let id = append(.leaf, [], value: value, dependencies: dependencies.id(of: [dependency]))
    if dependency.isParameter { leaves[dependency] = id }
    if let name { setName(name, of: id) }
    return Variable(id, in: self)
  }

  /// The parameters that a value depends on, in the order of creation, each with the leaf of its newest version.
  public func parameters(of variable: Variable) -> [ReachedParameter] {
    let all = dependencies[dependencySet(of: variable.id)]
    if let recording, all.contains(recording.memory) { recording.refuse() }
    var newest: [UInt32: Dependency] = [:]
    for dependency in all where dependency.isParameter {
      newest[dependency.tag] = dependency
    }
    return newest.values.sorted().compactMap { dependency in
      guard let leaf = leaves[dependency] else { return nil }
      return ReachedParameter(
        tag: dependency.tag,
        name: name(of: leaf),
        leaf: Variable(leaf, in: self)
      )
    }
  }
}

/// A parameter as a value met it.
public struct ReachedParameter {
  public let tag: UInt32
  public let name: String?
  public let leaf: Variable
}
