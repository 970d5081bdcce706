/// In which order several tensors are multiplied, two at a time, so that little is computed.
public struct ContractionOrder: Sendable {
  /// The positions of each pair among what is left; the product goes to the end.
  public private(set) var pairs: [(Int, Int)] = []

  /// More operands than this are ordered greedily instead of by looking at every order.
  private static let exhaustive = 7

  /// The order for operands with these labels, of which those of the result are kept.
  public init(_ operands: [[Int]], to result: [Int], sizes: [Int: Int]) {
    let sets = operands.map(Set.init)
    if operands.count <= ContractionOrder.exhaustive {
      pairs = ContractionOrder.best(sets, Set(result), sizes)?.pairs ?? []
    } else {
      pairs = ContractionOrder.greedy(sets, Set(result), sizes)
    }
  }

  /// What two operands come to: the labels that others or the result still need.
  private static func product(
    _ sets: [Set<Int>],
    _ i: Int,
    _ j: Int,
    _ result: Set<Int>
  ) -> [Set<Int>] {
    var rest = sets
    rest.remove(at: j)
    rest.remove(at: i)
    let needed = rest.reduce(result) { $0.union($1) }
    return rest + [sets[i].union(sets[j]).intersection(needed)]
  }

  /// The multiplications that the product of two takes.
  private static func cost(_ a: Set<Int>, _ b: Set<Int>, _ sizes: [Int: Int]) -> Double {
    a.union(b).reduce(1) { $0 * Double(sizes[$1] ?? 1) }
  }

  private static func best(
    _ sets: [Set<Int>],
    _ result: Set<Int>,
    _ sizes: [Int: Int],
    below bound: Double = .infinity
  ) -> (cost: Double, pairs: [(Int, Int)])? {
    guard sets.count > 1 else { return (0, []) }
    var best: (cost: Double, pairs: [(Int, Int)])?
    for i in sets.indices {
      for j in sets.indices where j > i {
        let own = cost(sets[i], sets[j], sizes)
        let limit = best?.cost ?? bound
        guard own < limit || best == nil else { continue }
        let rest = Self.best(product(sets, i, j, result), result, sizes, below: limit - own)
        if let rest, best == nil || own + rest.cost < limit {
          best = (own + rest.cost, [(i, j)] + rest.pairs)
        }
      }
    }
    return best
  }

  private static func greedy(
    _ sets: [Set<Int>],
    _ result: Set<Int>,
    _ sizes: [Int: Int]
  ) -> [(Int, Int)] {
    var sets = sets
    var pairs: [(Int, Int)] = []
    while sets.count > 1 {
      var best = (cost: Double.infinity, pair: (0, 1))
      for i in sets.indices {
        for j in sets.indices where j > i {
          // What grows least, as the rest has to be multiplied with it again.
          let after = product(sets, i, j, result).last ?? []
          let growth =
            cost(after, [], sizes) - cost(sets[i], [], sizes) - cost(sets[j], [], sizes)
          if growth < best.cost { best = (growth, (i, j)) }
        }
      }
      pairs.append(best.pair)
      sets = product(sets, best.pair.0, best.pair.1, result)
    }
    return pairs
  }
}
