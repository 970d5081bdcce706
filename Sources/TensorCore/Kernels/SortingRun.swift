internal import CVectorMath

/// What CVectorMath sorts: keys that order as numbers do, alone or with the positions they came from.
///
/// Bounds are those of Sorting.h.
protocol SortingItem {
  /// Sorts some items; equal ones keep their order. There is room for as many spare ones.
  static func sort(
    _ items: UnsafeMutablePointer<Self>,
    _ spare: UnsafeMutablePointer<Self>,
    _ n: Int
  )
  /// Writes a part of what two sorted runs come to.
  static func merge(
    _ left: UnsafeBufferPointer<Self>,
    _ right: UnsafeBufferPointer<Self>,
    to result: UnsafeMutablePointer<Self>,
    _ part: Range<Int>
  )
}

extension UInt64: SortingItem {
  static func sort(
    _ items: UnsafeMutablePointer<Self>,
    _ spare: UnsafeMutablePointer<Self>,
    _ n: Int
  ) {
    adj_sort_u64(items, spare, n)
  }

  static func merge(
    _ left: UnsafeBufferPointer<Self>,
    _ right: UnsafeBufferPointer<Self>,
    to result: UnsafeMutablePointer<Self>,
    _ part: Range<Int>
  ) {
    let (start, end) = (part.lowerBound, part.upperBound)
    adj_merge_u64(left.baseAddress, left.count, right.baseAddress, right.count, result, start, end)
  }
}

extension UInt32: SortingItem {
  static func sort(
    _ items: UnsafeMutablePointer<Self>,
    _ spare: UnsafeMutablePointer<Self>,
    _ n: Int
  ) {
    adj_sort_u32(items, spare, n)
  }

  static func merge(
    _ left: UnsafeBufferPointer<Self>,
    _ right: UnsafeBufferPointer<Self>,
    to result: UnsafeMutablePointer<Self>,
    _ part: Range<Int>
  ) {
    let (start, end) = (part.lowerBound, part.upperBound)
    adj_merge_u32(left.baseAddress, left.count, right.baseAddress, right.count, result, start, end)
  }
}

extension adj_keyed: SortingItem {
  static func sort(
    _ items: UnsafeMutablePointer<Self>,
    _ spare: UnsafeMutablePointer<Self>,
    _ n: Int
  ) {
    adj_sort_pairs(items, spare, n)
  }

  static func merge(
    _ left: UnsafeBufferPointer<Self>,
    _ right: UnsafeBufferPointer<Self>,
    to result: UnsafeMutablePointer<Self>,
    _ part: Range<Int>
  ) {
    let (start, end) = (part.lowerBound, part.upperBound)
    adj_merge_pairs(
      left.baseAddress,
      left.count,
      right.baseAddress,
      right.count,
      result,
      start,
      end
    )
  }
}

/// The sorting of the rows of a table, on several threads: long rows in runs that are then merged.
///
/// Between two runs, and between two parts of a merge, an interruption is looked for.
struct SortingRuns<Item: SortingItem> {
  let rows: Int
  let length: Int

  /// The items that are sorted, or merged, at a time.
  private static var run: Int { 1 << 17 }

  /// Sorts every row; the result is where the sorted items stand, which is either of the two.
  ///
  /// Bound: `rows * length` items behind each pointer.
  func sort(
    _ items: UnsafeMutablePointer<Item>,
    _ spare: UnsafeMutablePointer<Item>,
    _ interruption: Interruption?
  ) throws(TensorError) -> UnsafeMutablePointer<Item> {
    let run = SortingRuns.run
    if length <= run {
      try Workers.split(rows, grain: max(1, (1 << 13) / max(1, length)), interruption) { part in
        for row in part { Item.sort(items + row * length, spare + row * length, length) }
      }
      return items
    }
    let parts = (length + run - 1) / run
    try Workers.run(rows * parts, interruption) { index in
      let start = index % parts * run
      let offset = index / parts * length + start
      Item.sort(items + offset, spare + offset, min(run, length - start))
    }
    var (from, to) = (items, spare)
    var width = run
    while width < length {
      try Workers.run(rows * parts, interruption) { index in
        let start = index % parts * run
        let row = index / parts * length
        merge(start..<min(length, start + run), width, from + row, to: to + row)
      }
      swap(&from, &to)
      width *= 2
    }
    return from
  }

  /// Writes a part of a row in which runs of `width` items are merged two by two.
  ///
  /// Bound: `length` items behind each pointer; the part lies in one pair of runs.
  private func merge(
    _ part: Range<Int>,
    _ width: Int,
    _ from: UnsafeMutablePointer<Item>,
    to: UnsafeMutablePointer<Item>
  ) {
    let first = part.lowerBound / (2 * width) * (2 * width)
    let middle = min(length, first + width)
    let end = min(length, middle + width)
    Item.merge(
      UnsafeBufferPointer(start: from + first, count: middle - first),
      UnsafeBufferPointer(start: from + middle, count: end - middle),
      to: to + first,
      part.lowerBound - first..<part.upperBound - first
    )
  }
}
