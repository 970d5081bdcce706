/// The sizes of a tensor's axes.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  public private(set) var dimensions: [Int]

  /// The number of elements, or `Int.max` where that is not representable.
  public private(set) var count: Int

  /// The shape of one number.
  public static let scalar = Shape([])

  /// A shape from sizes that are known not to be negative.
  public init(_ dimensions: [Int]) {
    precondition(dimensions.allSatisfy { $0 >= 0 }, "a shape has no negative sizes")
    self.dimensions = dimensions
    var product = 1
    for size in dimensions where product != 0 {
      let (next, overflows) = product.multipliedReportingOverflow(by: size)
      product = overflows ? Int.max : next
    }
    count = dimensions.contains(0) ? 0 : product
  }

  public init(arrayLiteral elements: Int...) { self.init(elements) }

  /// A shape from sizes that a user gave.
  public static func validated(_ dimensions: [Int]) throws(TensorError) -> Shape {
    for size in dimensions where size < 0 {
      throw .value("a tensor cannot have a negative size: \(text(dimensions))", hint: nil)
    }
    return Shape(dimensions)
  }

  /// Adds one to the only size of a vector.
  mutating func lengthenVector() {
    precondition(rank == 1, "a vector has one size")
    dimensions[0] += 1
    count += 1
  }

  public var rank: Int { dimensions.count }

  /// `(3, 4)`, `(3)`, `()`.
  public var description: String { Shape.text(dimensions) }

  /// The number of elements, also where it is not an `Int`.
  var exactCount: Double { dimensions.reduce(1) { $0 * Double($1) } }

  /// How far apart, in elements, neighbours along each axis lie.
  public var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * dimensions[axis + 1]
    }
    return strides
  }

  private static func text(_ dimensions: [Int]) -> String {
    "(\(dimensions.map(String.init).joined(separator: ", ")))"
  }
}

extension Shape {
  /// The position of an axis, counted from the end where it is negative.
  public func axis(_ axis: Int) throws(TensorError) -> Int {
    if axis >= -rank, axis < rank { return axis < 0 ? axis + rank : axis }
    if rank == 0 { throw .index("axis \(axis) is out of range: a number has no axes") }
    let last = rank == 1 ? "0 or -1" : "0 to \(rank - 1) or -\(rank) to -1"
    throw .index("axis \(axis) is out of range for shape \(self): axes are \(last)")
  }

  /// The positions of several different axes in rising order; all of them for `nil`.
  public func axes(_ axes: [Int]?) throws(TensorError) -> [Int] {
    guard let axes else { return Array(0..<rank) }
    var positions: [Int] = []
    for axis in axes {
      let position = try self.axis(axis)
      if positions.contains(position) { throw .value("axis \(axis) is named twice", hint: nil) }
      positions.append(position)
    }
    return positions.sorted()
  }

  /// The shape without some axes, or with size 1 in their place.
  public func reduced(over axes: [Int], keepsDimensions: Bool) -> Shape {
    var kept: [Int] = []
    for axis in 0..<rank {
      if !axes.contains(axis) {
        kept.append(dimensions[axis])
      } else if keepsDimensions {
        kept.append(1)
      }
    }
    return Shape(kept)
  }

  /// The shape that sizes with at most one -1 mean for this many elements.
  public static func resolving(_ sizes: [Int], for shape: Shape) throws(TensorError) -> Shape {
    let known = sizes.filter { $0 != -1 }
    let rest = try validated(known)
    switch sizes.count - known.count {
    case 0:
      if rest.count == shape.count { return rest }
      throw .shape(
        "cannot reshape \(shape), \(elements(shape.count)), to \(rest), \(elements(rest.count))",
        hint: nil
      )
    case 1:
      if rest.count > 0, shape.count % rest.count == 0 {
        return Shape(sizes.map { $0 == -1 ? shape.count / rest.count : $0 })
      }
      throw .shape(
        "cannot reshape \(shape), \(elements(shape.count)), to \(text(sizes)): "
          + "\(shape.count) is not a multiple of \(rest.count)",
        hint: nil
      )
    default:
      throw .value("only one size can be -1: \(text(sizes))", hint: nil)
    }
  }

  private static func elements(_ count: Int) -> String {
    count == 1 ? "1 element" : "\(count) elements"
  }
}
