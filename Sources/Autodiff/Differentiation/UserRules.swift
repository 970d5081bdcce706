import TensorCore

extension Graph {
  /// What a user's rule contributes to the operands of a node, and what passes through to the value itself.
  func contributionsByRule(of cotangent: Term, through id: NodeID) throws -> [Term?] {
    let operands = Array(inputs(of: id).dropLast())
    let results = try lending(operands + [id, cotangent.id]) { [self] lent in
      try rule(of: id)(Array(lent.dropLast(2)), lent[lent.count - 2], lent[lent.count - 1])
    }
    return try zip(results, operands).map { term, operand in
      try term?.cast(to: kind(of: operand).dtype)
    } + [cotangent]
  }

  /// The tangent of a node with a user's rule, which says only how cotangents go back.
  ///
  /// Of one number the rule gives the gradient, for the cotangent one. Of a tensor it is transposed: a rule that is
  /// linear in the cotangent `u` has the tangent `∂/∂u ⟨rule(u), v⟩`.
  func tangentByRule(_ tangents: [Term?], through id: NodeID) throws -> Term? {
    let direct = tangents[tangents.count - 1]
    let places = tangents.indices.dropLast().filter { tangents[$0] != nil }
    guard !places.isEmpty else { return direct }
    let operands = Array(inputs(of: id).dropLast())
    let lent = operands + [id] + places.compactMap { tangents[$0]?.id }
    let product = try lending(lent) { [self] lent in
      let given = Array(lent.prefix(operands.count))
      let result = lent[operands.count]
      let along = Array(lent.dropFirst(operands.count + 1))
      let rule = rule(of: id)
      let paired: Function = { trees in
        guard case .leaf(let cotangent) = trees[0] else { return trees[0] }
        let bars = try rule(given, result, cotangent)
        return .leaf(try self.pairing(places.map { bars[$0] }, along, result.dtype))
      }
      if result.shape == .scalar {
        return try [paired([.leaf(Self.one(result.dtype))]).leaves[0]]
      }
      let origin = Tree.leaf(try Self.zeros(result.kind))
      return try valueAndGradient(of: paired, at: [origin], selected: [0]).gradients[0].leaves
    }[0]
    guard let product else { return direct }
    return try direct.map { try $0 + product } ?? product
  }

  private func rule(of id: NodeID) -> UserRule {
    guard let rule = userRules[operation(of: id)] else {
      preconditionFailure("a node outlives the rule of its operation")
    }
    return rule
  }

  /// The sum of the products of cotangents with tangents.
  private func pairing(
    _ cotangents: [Operand?],
    _ tangents: [Operand],
    _ dtype: DType
  ) throws -> Operand {
    var total = try Self.zeros(Kind(.scalar, dtype))
    for (cotangent, tangent) in zip(cotangents, tangents) {
      guard let cotangent else { continue }
      let product = try apply(.multiply, cotangent, tangent)
      total = try apply(.add, total, apply(.sum(axes: nil), product))
    }
    return total
  }

  /// Hands nodes of a pass to a user's code, which may start passes of its own, and takes its results back.
  ///
  /// Nothing refers to the nodes of a pass but the pass; so they are held while the code has handles to them,
  /// and the results are held by nodes that the pass's owner sweeps. In a pass without history the code sees
  /// plain values, yet differentiates as it likes.
  private func lending(
    _ ids: [NodeID],
    to body: ([Operand]) throws -> [Operand?]
  ) throws -> [Term?] {
    let (history, place, outerSeed) = (recordsHistory, origin, seed)
    for id in ids { retain(id) }
    recordsHistory = true
    seed = .none
    defer {
      recordsHistory = history
      origin = place
      seed = outerSeed
      for id in ids { unretain(id) }
    }
    return try taken(body, ids, keepsHistory: history)
  }

  private func taken(
    _ body: ([Operand]) throws -> [Operand?],
    _ ids: [NodeID],
    keepsHistory: Bool
  ) throws -> [Term?] {
    let results = try body(ids.map { keepsHistory ? wrapped($0) : plainOperand($0) })
    return results.map { result in
      guard let result else { return nil }
      guard keepsHistory, let variable = result.variable else {
        return Term(self, constant(result.variable.map { plainOperand($0.id) } ?? result))
      }
      let set = dependencySet(of: variable.id)
      let holder = append(
        .identity,
        [variable.id],
        value: plainOperand(variable.id),
        dependencies: set
      )
      return Term(self, holder)
    }
  }

  /// Gives back a reference without freeing the node: it is left to the next sweep.
  private func unretain(_ id: NodeID) { node(id).pointee.references -= 1 }
}
