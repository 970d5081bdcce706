import TensorCore

extension Graph {
  /// The divergence of a vector field: the sum of the derivatives of each component by its own coordinate.
  ///
  /// - Throws: `EngineError` where the field has not as many components as coordinates.
  public func divergence(
    of field: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String] = []
  ) throws -> Operand {
    let run = try FieldRun(self, field, at: arguments, selected: selected, names: names)
    defer { run.trace.finish() }
    guard run.componentCount == run.coordinates.count else {
      throw EngineError(
        "a divergence needs as many components as coordinates, and this field has "
          + "\(run.componentCount) components at a point of \(run.coordinates.count) coordinates",
        hint: "`jacobian(f)` gives all derivatives"
      )
    }
    var sum: Term?
    var start = 0
    for leaf in run.trace.allLeaves {
      defer { start += leaf.shape.count }
      guard let variable = run.output.variable else { continue }
      let own = try ownSlopes(
        of: Term(self, variable.id),
        from: start,
        by: leaf,
        keepsHistory: run.keepsHistory
      )
      guard let own else { continue }
      sum = try sum.map { try $0.combined(.add, own, keepsHistory: run.keepsHistory) } ?? own
    }
    return try sum.map(run.trace.settled) ?? Self.zeros(run.output.kind.element)
  }

  /// The curl of a vector field: a number in the plane, a vector in space.
  ///
  /// - Throws: `EngineError` in other dimensions.
  public func curl(
    of field: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String] = []
  ) throws -> Operand {
    let run = try FieldRun(self, field, at: arguments, selected: selected, names: names)
    defer { run.trace.finish() }
    let size = run.coordinates.count
    guard size == run.componentCount, size == 2 || size == 3 else {
      throw EngineError(
        "a curl is taken of a vector field in two or three dimensions, and this field has "
          + "\(run.componentCount) components at a point of \(size) coordinates"
      )
    }
    guard size == 3 else { return run.trace.settled(try run.rotation(0, 1)) }
    let parts = try [(1, 2), (2, 0), (0, 1)].map { run.trace.settled(try run.rotation($0, $1)) }
    return try apply(.stack(axis: 0), parts)
  }

  /// Above so many columns a matrix of them takes more memory than passes one after the other take time.
  private static let mostColumns = 1024

  /// The sum of the derivatives of elements of a value, from some element on, each by its own element of a leaf; nil
  /// where they are zero throughout.
  ///
  /// The columns that they stand in come from one pass for all of them.
  func ownSlopes(
    of output: Term,
    from start: Int,
    by leaf: Variable,
    keepsHistory: Bool
  ) throws -> Term? {
    let count = leaf.shape.count
    guard (2...Self.mostColumns).contains(count) else {
      var sum: Term?
      for element in 0..<count {
        try interruption.check()
        let entry = try slope(
          of: output,
          start + element,
          by: leaf,
          element,
          keepsHistory: keepsHistory
        )
        guard let entry else { continue }
        sum = try sum.map { try $0.combined(.add, entry, keepsHistory: keepsHistory) } ?? entry
      }
      return sum
    }
    let columns = try columns(of: [output.id], by: leaf.id, keepsHistory: keepsHistory)[0]
    let diagonal: [AxisSelection] = [
      .indices(try Places(start..<start + count), shape: [count]),
      .indices(try Places(0..<count), shape: [count]),
    ]
    let before = recordsHistory
    recordsHistory = before && keepsHistory
    defer { recordsHistory = before }
    defer { withExtendedLifetime(columns) {} }
    return try Term(self, columns.variable?.id ?? constant(columns))
      .reshaped(to: [output.shape.count, count])
      .applying(.index(diagonal, label: "diagonal")).applying(.sum(axes: nil))
  }

  /// The derivative of one element of a value by one element of a leaf; nil where there is none.
  func slope(
    of output: Term,
    _ position: Int,
    by leaf: Variable,
    _ element: Int,
    keepsHistory: Bool
  ) throws -> Term? {
    let unit = Operand(try Tensor.unit(element, leaf.kind))
    guard
      let column = try tangents(
        of: [output.id],
        for: [(leaf.id, unit)],
        keepsHistory: keepsHistory
      )[0]
    else { return nil }
    guard column.shape != .scalar else { return column }
    let before = recordsHistory
    recordsHistory = before && keepsHistory
    defer { recordsHistory = before }
    return try column.reshaped(to: [column.shape.count]).applying(.index([.index(position)]))
  }
}

/// A run of a vector field, with its components and coordinates numbered through.
private struct FieldRun {
  let graph: Graph
  let trace: Trace
  let output: Operand
  let coordinates: [(leaf: Variable, element: Int)]
  let keepsHistory: Bool

  init(
    _ graph: Graph,
    _ field: Function,
    at arguments: [Tree],
    selected: [Int],
    names: [String]
  ) throws {
    self.graph = graph
    trace = try Trace(graph, field, at: arguments, selected: selected, names: names)
    output = try graph.vector(of: trace.output)
    coordinates = trace.allLeaves.flatMap { leaf in (0..<leaf.shape.count).map { (leaf, $0) } }
    keepsHistory = !(output.variable.map(trace.isClosed) ?? true)
  }

  var componentCount: Int { output.shape.count }

  /// The derivative of a component by a coordinate; nil where it is zero throughout.
  func slope(of component: Int, by coordinate: Int) throws -> Term? {
    guard let variable = output.variable else { return nil }
    let (leaf, element) = coordinates[coordinate]
    let term = Term(graph, variable.id)
    return try graph.slope(of: term, component, by: leaf, element, keepsHistory: keepsHistory)
  }

  /// How much the field turns from the first axis towards the second: ∂F₂/∂x₁ − ∂F₁/∂x₂.
  func rotation(_ first: Int, _ second: Int) throws -> Term {
    let zero = Term(graph, graph.constant(try Graph.zeros(output.kind.element)))
    let forwards = try slope(of: second, by: first) ?? zero
    let backwards = try slope(of: first, by: second) ?? zero
    return try forwards.combined(.subtract, backwards, keepsHistory: keepsHistory)
  }
}

extension Kind {
  /// The kind of a single element.
  fileprivate var element: Kind { Kind(.scalar, dtype) }
}

extension Term {
  /// The result of an operation with another term, remembered or not.
  func combined(_ operation: Operation, _ other: Term, keepsHistory: Bool) throws -> Term {
    let before = graph.recordsHistory
    graph.recordsHistory = before && keepsHistory
    defer { graph.recordsHistory = before }
    return try applying(operation, other)
  }
}
