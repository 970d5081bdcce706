import TensorCore

/// Points of the plane in classes, which take turns: row `i` is of class `i % classes`.
extension DataSetDefinition {
  static let xor = DataSetDefinition(
    "xor",
    "the corners of the unit square in turn, of class 1 where one coordinate is 1",
    .synthetic(count: 4, noise: 0) { count, noise, random in
      let corners: [(x: Double, y: Double)] = [(0, 0), (0, 1), (1, 0), (1, 1)]
      return try plane(count, noise, &random) { index in
        let corner = corners[index % 4]
        return (corner.x, corner.y, corner.x == corner.y ? 0 : 1)
      }
    }
  )

  static let moons = DataSetDefinition(
    "moons",
    "two half circles that reach into each other",
    .synthetic(count: 200, noise: 0.1) { count, noise, random in
      try plane(count, noise, &random) { index in
        let angle = fraction(index, of: count, classes: 2) * .pi
        return index % 2 == 0
          ? (cos(angle), sin(angle), 0) : (1 - cos(angle), 0.5 - sin(angle), 1)
      }
    }
  )

  static let circles = DataSetDefinition(
    "circles",
    "a circle of radius 1, and one of radius 0.5 inside it",
    .synthetic(count: 200, noise: 0.05) { count, noise, random in
      try plane(count, noise, &random) { index in
        let turns = Double(index / 2) / Double((count - index % 2 + 1) / 2)
        let radius = index % 2 == 0 ? 1 : 0.5
        return (radius * cos(2 * .pi * turns), radius * sin(2 * .pi * turns), Double(index % 2))
      }
    }
  )

  static let spirals = DataSetDefinition(
    "spirals",
    "two arms that wind around each other, one and a half turns each",
    .synthetic(count: 200, noise: 0.02) { count, noise, random in
      try plane(count, noise, &random) { index in
        // The arms begin apart: at radius 0 nothing could tell them from each other.
        let radius = 0.1 + 0.9 * fraction(index, of: count, classes: 2)
        let angle = 3 * .pi * radius + .pi * Double(index % 2)
        return (radius * cos(angle), radius * sin(angle), Double(index % 2))
      }
    }
  )

  static let blobs = DataSetDefinition(
    "blobs",
    "three clouds around (0, 2), (-2, -1) and (2, -1)",
    .synthetic(count: 150, noise: 0.5) { count, noise, random in
      let centres: [(x: Double, y: Double)] = [(0, 2), (-2, -1), (2, -1)]
      return try plane(count, noise, &random) { index in
        let centre = centres[index % 3]
        return (centre.x, centre.y, Double(index % 3))
      }
    }
  )

  /// The language's own functions: libraries for mathematics differ in the last bit.
  private static func cos(_ angle: Double) -> Double { UnaryKernel.cos.apply(to: angle) }
  private static func sin(_ angle: Double) -> Double { UnaryKernel.sin.apply(to: angle) }

  /// How far along its class a row is, from 0 to 1.
  private static func fraction(_ index: Int, of count: Int, classes: Int) -> Double {
    let members = (count - index % classes + classes - 1) / classes
    return members > 1 ? Double(index / classes) / Double(members - 1) : 0
  }

  /// Points, each moved in both directions by normal noise, with their classes.
  private static func plane(
    _ count: Int,
    _ noise: Double,
    _ random: inout RandomStream,
    _ point: (Int) -> (x: Double, y: Double, label: Double)
  ) throws -> DataSet {
    let shifts = try random.normal(count: 2 * count).values
    var (x, y): ([Double], [Double]) = ([], [])
    x.reserveCapacity(2 * count)
    for index in 0..<count {
      if index % 4096 == 0 { try Interruption.current?.check() }
      let point = point(index)
      x.append(point.x + noise * shifts[2 * index])
      x.append(point.y + noise * shifts[2 * index + 1])
      y.append(point.label)
    }
    return DataSet(
      x: try Tensor(values: x, shape: [count, 2]),
      y: try Tensor(values: y, shape: [count])
    )
  }
}
