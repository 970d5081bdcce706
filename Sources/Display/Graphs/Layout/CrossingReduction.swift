extension LayeredGraph {
  /// Orders the vertices of each layer so that few lines cross.
  ///
  /// Barycentre sweeps (Sugiyama, Tagawa, Toda 1981), the best order seen is kept; then neighbours
  /// change places where that helps. Ties keep their order, so the result is always the same.
  mutating func reduceCrossings(sweeps: Int = 12) {
    var best = layers
    var fewest = crossings
    for sweep in 0..<sweeps where fewest > 0 {
      if sweep.isMultiple(of: 2) {
        for position in layers.indices.dropFirst() { sort(position, by: entering, \.from) }
      } else {
        for position in layers.indices.dropLast().reversed() { sort(position, by: leaving, \.to) }
      }
      if layer.count < 400 { swapNeighbours() }
      let count = crossings
      if count < fewest {
        fewest = count
        best = layers
      }
    }
    layers = best
  }

  /// The number of pairs of segments that cross.
  var crossings: Int {
    let places = places
    return layers.indices.dropLast().reduce(0) { sum, position in
      let ends = layers[position].flatMap { vertex in
        leaving[vertex].map { places[segments[$0].to] }.sorted()
      }
      return sum + inversions(ends, size: layers[position + 1].count)
    }
  }

  private var places: [Int] {
    var places = Array(repeating: 0, count: layer.count)
    for layer in layers {
      for (place, vertex) in layer.enumerated() { places[vertex] = place }
    }
    return places
  }

  private mutating func sort(
    _ position: Int,
    by neighbours: [[Int]],
    _ end: KeyPath<Segment, Int>
  ) {
    let places = places
    let keyed = layers[position].enumerated().map { place, vertex in
      let ends = neighbours[vertex].map { Double(places[segments[$0][keyPath: end]]) }
      let center = ends.isEmpty ? Double(place) : ends.reduce(0, +) / Double(ends.count)
      return (center, place, vertex)
    }
    layers[position] = keyed.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private mutating func swapNeighbours() {
    var places = places
    for position in layers.indices {
      for place in layers[position].indices.dropLast() {
        let (first, second) = (layers[position][place], layers[position][place + 1])
        let gain =
          pairCrossings(first, second, places) - pairCrossings(second, first, places)
        guard gain > 0 else { continue }
        layers[position].swapAt(place, place + 1)
        places[first] = place + 1
        places[second] = place
      }
    }
  }

  /// The crossings of the lines of two vertices of one layer, the first standing first.
  private func pairCrossings(_ first: Int, _ second: Int, _ places: [Int]) -> Int {
    func count(_ neighbours: [[Int]], _ end: KeyPath<Segment, Int>) -> Int {
      neighbours[first].reduce(0) { sum, one in
        let place = places[segments[one][keyPath: end]]
        return sum + neighbours[second].count { places[segments[$0][keyPath: end]] < place }
      }
    }
    return count(entering, \.from) + count(leaving, \.to)
  }
}

/// The pairs that stand in the wrong order, counted with a Fenwick tree in O(n log n).
private func inversions(_ numbers: [Int], size: Int) -> Int {
  var tree = Array(repeating: 0, count: size + 1)
  var result = 0
  for (position, number) in numbers.enumerated() {
    var smaller = 0
    var index = number + 1
    while index > 0 {
      smaller += tree[index]
      index -= index & -index
    }
    result += position - smaller
    index = number + 1
    while index <= size {
      tree[index] += 1
      index += index & -index
    }
  }
  return result
}
