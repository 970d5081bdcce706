/// Single numbers of `float64` vectors and matrices, found without a selection.
extension Tensor {
  /// The row-major position that one or two indices pick; a negative index counts from the end.
  ///
  /// nil where the tensor holds something else than `float64`, has another rank, or an index is not whole or out of
  /// range.
  public func numberPosition(_ row: Double, _ column: Double?) -> Int? {
    storage.withUnsafeMutablePointerToHeader { header in
      guard header.pointee.dtype == .float64 else { return nil }
      let rank = header.pointee.shape.dimensions.count
      guard let column else {
        guard rank == 1 else { return nil }
        return Self.index(row, below: header.pointee.shape.dimensions[0])
      }
      guard rank == 2 else { return nil }
      let width = header.pointee.shape.dimensions[1]
      guard let upper = Self.index(row, below: header.pointee.shape.dimensions[0]),
        let lower = Self.index(column, below: width)
      else { return nil }
      return upper * width + lower
    }
  }

  /// The number that one or two indices pick; nil where `numberPosition` is.
  public func number(_ row: Double, _ column: Double?) -> Double? {
    guard let position = numberPosition(row, column) else { return nil }
    // One element of a transpose is no reason to write all of it.
    if let source = transpositionSource, let column { return source.number(column, row) }
    return withExtendedLifetime(storage) { float64[position] }
  }

  @inline(__always)
  private static func index(_ number: Double, below count: Int) -> Int? {
    guard number.magnitude < 0x1p53 else { return nil }
    let whole = Int(number)
    guard Double(whole) == number else { return nil }
    let position = whole < 0 ? whole + count : whole
    return position >= 0 && position < count ? position : nil
  }

  /// Lengthens a `float64` vector by a number, in place where nobody else sees its elements and there is room.
  ///
  /// False where it has to be made anew, by `appended`.
  public mutating func lengthen(by number: Double) -> Bool {
    guard isKnownUniquelyReferenced(&storage) else { return false }
    return storage.withUnsafeMutablePointerToHeader { header in
      guard header.pointee.dtype == .float64, header.pointee.shape.dimensions.count == 1,
        let shared = header.pointee.growing
      else { return false }
      let end = header.pointee.shape.count * DType.float64.size
      guard shared.bytes == header.pointee.bytes,
        shared.claim(from: end, to: end + DType.float64.size)
      else { return false }
      (header.pointee.bytes + end).storeBytes(of: number, as: Double.self)
      header.pointee.shape.lengthenVector()
      return true
    }
  }
}
