/// The positions that put numbers in rising order: equal ones keep theirs, NaN comes last.
struct SortingOrder {
  private(set) var positions: [Int]

  /// Where comparing is faster than distributing by digits.
  private static let shortRow = 256

  init(of numbers: [Double], interruption: Interruption?) throws(TensorError) {
    let keys = numbers.map(SortingOrder.key)
    positions = Array(numbers.indices)
    if numbers.count <= SortingOrder.shortRow {
      positions.sort { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
    } else {
      try distribute(keys, interruption)
    }
  }

  /// A whole number that orders as the numbers do; both zeros are one, and so is every NaN.
  private static func key(_ number: Double) -> UInt64 {
    if number.isNaN { return .max }
    let bits = (number == 0 ? 0 : number).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  /// Sorts byte by byte from the lowest, which keeps the order of equals.
  private mutating func distribute(
    _ keys: [UInt64],
    _ interruption: Interruption?
  ) throws(TensorError) {
    var current = keys
    var nextKeys = keys
    var nextPositions = positions
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      try interruption?.check()
      var starts = [Int](repeating: 0, count: 257)
      for key in current { starts[Int(key >> shift & 255) + 1] += 1 }
      // A byte that all keys share moves nothing.
      if starts.contains(keys.count) { continue }
      for digit in 0..<256 { starts[digit + 1] += starts[digit] }
      for (place, key) in current.enumerated() {
        let digit = Int(key >> shift & 255)
        nextKeys[starts[digit]] = key
        nextPositions[starts[digit]] = positions[place]
        starts[digit] += 1
      }
      swap(&current, &nextKeys)
      swap(&positions, &nextPositions)
    }
  }

  /// Puts the mean of what stands at equal keys in place of each; `values` are in sorted order.
  func averageTies(of keys: [Double], in values: inout [Double]) {
    var start = 0
    while start < positions.count {
      var end = start + 1
      while end < positions.count, keys[positions[end]] == keys[positions[start]] { end += 1 }
      if end - start > 1 {
        let mean = values[start..<end].reduce(0, +) / Double(end - start)
        for place in start..<end { values[place] = mean }
      }
      start = end
    }
  }
}
