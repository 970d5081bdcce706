/// Vectors of one length.
enum Vectors {
  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  /// The Euclidean norm, without overflow.
  static func norm(_ a: [Double]) -> Double {
    let largest = largest(a)
    guard largest > 0, largest.isFinite else { return largest }
    var sum = 0.0
    for element in a { sum += (element / largest) * (element / largest) }
    return largest * sum.squareRoot()
  }

  /// The largest magnitude; NaN where an element is.
  static func largest(_ a: [Double]) -> Double {
    var result = 0.0
    for element in a {
      if element.isNaN { return .nan }
      result = max(result, abs(element))
    }
    return result
  }

  /// The sum of a vector and a multiple of another.
  static func sum(_ a: [Double], _ factor: Double, _ b: [Double]) -> [Double] {
    var result = a
    for index in a.indices { result[index] += factor * b[index] }
    return result
  }

  static func scaled(_ a: [Double], _ factor: Double) -> [Double] { a.map { factor * $0 } }

  static func difference(_ a: [Double], _ b: [Double]) -> [Double] { sum(a, -1, b) }

  static func isFinite(_ a: [Double]) -> Bool { a.allSatisfy(\.isFinite) }
}
