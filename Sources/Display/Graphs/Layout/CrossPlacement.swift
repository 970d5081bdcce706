extension LayeredGraph {
  /// The centres of all vertices across the layers, neighbours as near as order and size allow.
  ///
  /// Lines are springs: each sweep moves every layer, as a whole, to where its springs rest under
  /// the order of the layer and the distances it needs.
  func crossCenters(sizes: [Double], gap: Double, sweeps: Int = 30) -> [Double] {
    var centers = packed(sizes: sizes, gap: gap)
    for sweep in 0..<sweeps {
      let order = sweep.isMultiple(of: 2) ? Array(layers.indices) : layers.indices.reversed()
      for position in order {
        place(layers[position], sizes: sizes, gap: gap, in: &centers)
      }
    }
    return centers
  }

  /// Every layer side by side around zero.
  private func packed(sizes: [Double], gap: Double) -> [Double] {
    var centers = Array(repeating: 0.0, count: layer.count)
    for layer in layers {
      let total = layer.reduce(0) { $0 + sizes[$1] + gap } - gap
      var next = -total / 2
      for vertex in layer {
        centers[vertex] = next + sizes[vertex] / 2
        next += sizes[vertex] + gap
      }
    }
    return centers
  }

  private func place(
    _ layer: [Int],
    sizes: [Double],
    gap: Double,
    in centers: inout [Double]
  ) {
    var offsets = [0.0]
    for (one, next) in zip(layer, layer.dropFirst()) {
      // Two lines may run close together; a node wants air.
      let air = isBend(one) && isBend(next) ? gap / 2 : gap
      offsets.append(offsets[offsets.count - 1] + (sizes[one] + sizes[next]) / 2 + air)
    }
    let rests = layer.map { rest(of: $0, centers) }
    let ascending = isotonic(
      zip(rests, offsets).map { $0.center - $1 },
      weights: rests.map(\.strength)
    )
    for (position, vertex) in layer.enumerated() {
      centers[vertex] = ascending[position] + offsets[position]
    }
  }

  /// Where the springs of a vertex pull it, and how strongly.
  private func rest(of vertex: Int, _ centers: [Double]) -> (center: Double, strength: Double) {
    let neighbours =
      entering[vertex].map { segments[$0].from } + leaving[vertex].map { segments[$0].to }
    let strength = neighbours.reduce(0) { $0 + spring(vertex, $1) }
    guard strength > 0 else { return (centers[vertex], 0.01) }
    let pull = neighbours.reduce(0) { $0 + spring(vertex, $1) * centers[$1] }
    return (pull / strength, strength)
  }

  /// The strength of the spring between two neighbours.
  ///
  /// Long lines run straight; inputs and parameters give way and stand beside the operations.
  private func spring(_ one: Int, _ other: Int) -> Double {
    if isBend(one) && isBend(other) { return 8 }
    if isBend(one) || isBend(other) { return isLongLine(one) || isLongLine(other) ? 0.05 : 1 }
    return isSource(one) || isSource(other) ? 0.02 : 1
  }

  /// Whether a bend has another beside it: what leaves a long line must not draw it aside.
  private func isLongLine(_ vertex: Int) -> Bool {
    isBend(vertex)
      && (entering[vertex].contains { isBend(segments[$0].from) }
        || leaving[vertex].contains { isBend(segments[$0].to) })
  }

  private func isSource(_ vertex: Int) -> Bool { entering[vertex].isEmpty }
}

/// The ascending numbers nearest to some others, by pooling adjacent violators.
///
/// Source: Ayer, Brunk, Ewing, Reid, Silverman 1955.
private func isotonic(_ numbers: [Double], weights: [Double]) -> [Double] {
  var pools: [(mean: Double, weight: Double, count: Int)] = []
  for (number, weight) in zip(numbers, weights) {
    var pool = (mean: number, weight: weight, count: 1)
    while let last = pools.last, last.mean > pool.mean {
      pools.removeLast()
      let sum = last.weight + pool.weight
      let mean = (last.mean * last.weight + pool.mean * pool.weight) / sum
      pool = (mean, sum, last.count + pool.count)
    }
    pools.append(pool)
  }
  return pools.flatMap { Array(repeating: $0.mean, count: $0.count) }
}
