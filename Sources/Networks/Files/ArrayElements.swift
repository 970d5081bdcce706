import TensorCore

/// The elements of one array in a file: where they begin, what they are, and how they are laid out.
struct ArrayElements {
  let format: ElementFormat
  var isBigEndian = false
  /// Whether the first axis varies fastest, as in Fortran.
  var isFortranOrder = false
  let shape: Shape

  /// NumPy's limit; more axes than that are a sign of damage.
  static let rankLimit = 64

  /// How many bytes the elements take; nil where the shape is none that an array can have.
  var size: Int? {
    guard shape.rank <= Self.rankLimit else { return nil }
    // Also where a size is 0 the others must not be beyond all bounds.
    let extent = Shape(shape.dimensions.map { max(1, $0) }).count
    let (size, overflows) = extent.multipliedReportingOverflow(by: format.size)
    return overflows || extent == .max ? nil : shape.count == 0 ? 0 : size
  }

  /// The tensor, with a remark where whole numbers were rounded.
  ///
  /// `name`: what the remark calls the array.
  func decoded(
    _ bytes: [UInt8],
    from start: Int,
    named name: String
  ) throws -> (tensor: Tensor, remark: String?) {
    var tensor = try Tensor(
      elementsOf: bytes,
      from: start,
      as: format,
      isBigEndian: isBigEndian,
      shape: isFortranOrder ? Shape(shape.dimensions.reversed()) : shape
    )
    if isFortranOrder { tensor = try tensor.transposed() }
    guard format == .int64 || format == .uint64 else { return (tensor, nil) }
    // 2⁵³ itself may already be a rounded neighbour.
    let large = tensor.values.count { $0.magnitude >= 0x1p53 }
    guard large > 0 else { return (tensor, nil) }
    return (
      tensor,
      "\(large) of the whole numbers in \(name) are 2^53 or larger, where float64 does not hold every one"
    )
  }
}
