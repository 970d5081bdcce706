import TensorCore

/// Blocks of a Jacobian: all derivatives of one node by another, as a batch of one pass.
///
/// A pass for a cotangent or tangent that is a leaf of its own is written into the graph; it is linear in that leaf, and
/// a batch of units in the leaf's place gives all rows or columns at once.
extension Graph {
  /// The derivatives of a node by each of some leaves: by reverse mode where there are fewer rows than columns.
  ///
  /// - Shapes: The output's followed by the leaf's.
  func blocks(of output: NodeID, by leaves: [NodeID], keepsHistory: Bool) throws -> [Operand] {
    let rows = kind(of: output).shape.count
    let isWide = leaves.map { rows < kind(of: $0).shape.count }
    let wide = leaves.indices.filter { isWide[$0] }
    var blocks = [Operand?](repeating: nil, count: leaves.count)
    if !wide.isEmpty {
      let found = try self.rows(of: output, by: wide.map { leaves[$0] }, keepsHistory: keepsHistory)
      for (index, block) in zip(wide, found) { blocks[index] = block }
    }
    return try leaves.indices.map { index in
      try blocks[index] ?? columns(of: [output], by: leaves[index], keepsHistory: keepsHistory)[0]
    }
  }

  /// The derivatives of a node by leaves, row by row: a batch of cotangents in reverse mode.
  private func rows(of output: NodeID, by leaves: [NodeID], keepsHistory: Bool) throws -> [Operand]
  {
    var expansion = Expansion(self)
    try expansion.expand(from: leaves, to: output)
    let (result, sources) = (expansion.node(output), leaves.map(expansion.node))
    let seedKind = kind(of: result)
    let found = try batched(over: seedKind, keepsHistory: keepsHistory) { seed in
      var pass = ReversePass(self)
      return try pass.run(from: result, seed: seed, wanted: sources)
    }
    return try zip(found, sources).map { rows, source in
      let kind = kind(of: source)
      let target = seedKind.shape + kind.shape
      guard let rows else { return try Self.zeros(Kind(target, kind.dtype)) }
      return try withHistory(keepsHistory) { try apply(.reshape(to: target), rows) }
    }
  }

  /// The derivatives of nodes by one leaf, column by column: a batch of tangents in forward mode.
  func columns(of outputs: [NodeID], by leaf: NodeID, keepsHistory: Bool) throws -> [Operand] {
    var expansion = Expansion(self)
    for output in outputs { try expansion.expand(from: [leaf], to: output) }
    let (source, results) = (expansion.node(leaf), outputs.map(expansion.node))
    let seedKind = kind(of: source)
    let found = try batched(over: seedKind, keepsHistory: keepsHistory) { seed in
      try ForwardPass(graph: self).run(from: [(source, seed)], outputs: results)
    }
    return try zip(found, results).map { columns, result in
      let kind = kind(of: result)
      let target = kind.shape + seedKind.shape
      guard let columns else { return try Self.zeros(Kind(target, kind.dtype)) }
      return try withHistory(keepsHistory) {
        let sides: Shape = [seedKind.shape.count, kind.shape.count]
        let turned = try apply(.transpose([1, 0]), apply(.reshape(to: sides), columns))
        return try apply(.reshape(to: target), turned)
      }
    }
  }

  /// The results of a pass that is linear in its seed, for every unit seed: `(count, …)`.
  private func batched(
    over kind: Kind,
    keepsHistory: Bool,
    _ pass: (Term) throws -> [Term?]
  ) throws -> [Operand?] {
    let count = kind.shape.count
    guard count > 1 else { return try oneByOne(kind, keepsHistory: keepsHistory, pass) }
    let tag = makeTag()
    let own = Dependency(tag: tag, version: 0, isParameter: false)
    activeTags.append(tag)
    watches.begin(tag)
    defer {
      activeTags.removeAll { $0 == tag }
      watches.end(tag)
    }
    let seed = try makeLeaf(Self.ones(kind), own, name: nil)
    let probe = try withHistory(true) { try pass(Term(self, seed.id)) }
    let held = probe.map { $0.map { Variable($0.id, in: self) } }
    guard !watches.isRead(tag) else {
      return try oneByOne(kind, keepsHistory: keepsHistory, pass)
    }
    do {
      return try withHistory(keepsHistory) {
        var found = try batches(of: held.compactMap { $0 }, from: [seed.id], count: count) {
          range in
          [Operand(try Tensor.units(range, kind))]
        }[...]
        return held.map { $0 == nil ? nil : found.removeFirst() }
      }
    } catch is Unbatchable {
      return try oneByOne(kind, keepsHistory: keepsHistory, pass)
    }
  }

  /// A pass for every unit seed by itself.
  private func oneByOne(
    _ kind: Kind,
    keepsHistory: Bool,
    _ pass: (Term) throws -> [Term?]
  ) throws -> [Operand?] {
    guard kind.shape.count > 0 else {
      return try pass(Term(self, constant(Self.zeros(kind)))).map { _ in nil }
    }
    var rows: [[Operand]] = []
    for element in 0..<kind.shape.count {
      try interruption.check()
      let found = try withHistory(keepsHistory) {
        let unit = Term(self, constant(Operand(try Tensor.unit(element, kind))))
        return try pass(unit).map { $0.map { wrapped($0.id) } }
      }
      for (index, result) in found.enumerated() {
        if rows.count <= index { rows.append([]) }
        if let result { rows[index].append(result) }
      }
    }
    return try withHistory(keepsHistory) {
      try rows.map { $0.isEmpty ? nil : try apply(.stack(axis: 0), $0) }
    }
  }

  /// Runs a body in which operations are remembered only if so said, and only where they are outside of it.
  private func withHistory<Result>(
    _ keepsHistory: Bool,
    _ body: () throws -> Result
  ) rethrows -> Result {
    let before = recordsHistory
    recordsHistory = keepsHistory
    defer { recordsHistory = before }
    return try body()
  }
}

extension Tensor {
  /// Zeros with a one at a row-major position.
  static func unit(_ position: Int, _ kind: Kind) throws -> Tensor {
    try units(position..<(position + 1), kind).reshaped(to: kind.shape)
  }

  /// Of the unit tensors in row-major order those of a range, stacked along a leading axis.
  static func units(_ range: Range<Int>, _ kind: Kind) throws -> Tensor {
    let size = kind.shape.count
    var values = [Double](repeating: 0, count: range.count * size)
    for (row, position) in range.enumerated() { values[row * size + position] = 1 }
    let shape = Shape([range.count] + kind.shape.dimensions)
    return try Tensor(values: values, shape: shape, dtype: kind.dtype)
  }
}
