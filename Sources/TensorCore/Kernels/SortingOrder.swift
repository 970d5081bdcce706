internal import CVectorMath

/// The positions that put the rows of a table in rising order: equal ones keep theirs, NaN comes last.
struct SortingOrder {
  private let length: Int
  /// The memory of the pairs, which counts against the limit.
  private let memory: Tensor
  private let pairs: UnsafeMutablePointer<adj_keyed>

  /// The key that every NaN has.
  private let keyOfNaN: UInt64

  /// The order of each of the rows along the last axis, which is not empty.
  init(of table: Tensor, interruption: Interruption?) throws(TensorError) {
    let keys = try table.cast(to: table.dtype.arithmetic)
    let (length, count) = (table.shape.dimensions[table.rank - 1], table.count)
    self.length = length
    keyOfNaN = keys.dtype == .float32 ? UInt64(UInt32.max) : .max
    let spare = try Tensor(unfilled: [count, 2], .float64)
    let memory = try Tensor(unfilled: [count, 2], .float64)
    // Bound: a pair is as large as two numbers.
    let start = memory.bytes.assumingMemoryBound(to: adj_keyed.self)
    let other = spare.bytes.assumingMemoryBound(to: adj_keyed.self)
    let rows = count / length
    let grain = max(1, Workers.grain(1) / length)
    try Workers.split(rows, grain: grain, interruption) { part in
      for row in part {
        let offset = row * length
        if keys.dtype == .float32 {
          adj_pairs_f32(keys.float32 + offset, start + offset, length)
        } else {
          adj_pairs_f64(keys.float64 + offset, start + offset, length)
        }
      }
    }
    pairs = try SortingRuns(rows: rows, length: length).sort(start, other, interruption)
    self.memory = pairs == start ? memory : spare
    withExtendedLifetime((keys, memory, spare)) {}
  }

  /// Writes the positions of a row.
  ///
  /// Bound: as many numbers as a row has.
  func write(_ row: Int, to result: UnsafeMutablePointer<Double>) {
    withExtendedLifetime(memory) {
      for place in 0..<length { result[place] = Double(pairs[row * length + place].position) }
    }
  }

  /// Writes a row's values in its order; among equal keys their mean.
  ///
  /// Bound: as many numbers as a row has, behind each pointer.
  func arrange(
    _ row: Int,
    _ values: UnsafePointer<Double>,
    to result: UnsafeMutablePointer<Double>
  ) {
    withExtendedLifetime(memory) {
      let order = pairs + row * length
      for place in 0..<length { result[place] = values[Int(order[place].position)] }
    }
    averageTies(row, in: result)
  }

  /// Writes values in a row's order back to where they came from; among equal keys their mean.
  ///
  /// Bound: as many numbers as a row has, behind each pointer; the values are changed.
  func disarrange(
    _ row: Int,
    _ values: UnsafeMutablePointer<Double>,
    to result: UnsafeMutablePointer<Double>
  ) {
    averageTies(row, in: values)
    withExtendedLifetime(memory) {
      let order = pairs + row * length
      for place in 0..<length { result[Int(order[place].position)] = values[place] }
    }
  }

  /// Puts the mean of what stands at equal keys in place of each; every NaN is alone.
  private func averageTies(_ row: Int, in values: UnsafeMutablePointer<Double>) {
    withExtendedLifetime(memory) {
      let order = pairs + row * length
      var start = 0
      while start < length {
        let key = order[start].key
        var end = start + 1
        while end < length, order[end].key == key, key != keyOfNaN { end += 1 }
        if end - start > 1 {
          var sum = 0.0
          for place in start..<end { sum += values[place] }
          let mean = sum / Double(end - start)
          for place in start..<end { values[place] = mean }
        }
        start = end
      }
    }
  }
}
