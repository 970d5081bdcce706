import Display
import Language
import TensorCore

/// What a classifier says at every crossing of a grid: the class, and how sure of it it is.
struct ClassifierField {
  /// Class + sureness at every crossing, as `FieldMark.regions` takes it.
  let regions: Grid
  /// For each boundary a function that is 0 on it.
  let margins: [Grid]

  /// Reads one number for each point as a class, a probability or a logit, several as scores.
  ///
  /// One number is a class where all are whole, a probability of the second class where all lie in
  /// 0…1, else a logit. Several numbers are probabilities where they are positive with sum 1, else
  /// logits.
  init(_ samples: GridSampling.Samples, xs: [Double], ys: [Double], classes: [Double]) {
    let points = stride(from: 0, to: samples.values.count, by: samples.width).map {
      Array(samples.values[$0..<$0 + samples.width])
    }
    let scores = Self.probabilities(points, classes: classes)
    let count = scores.map(\.count).max() ?? 1
    regions = Grid(xs: xs, ys: ys, values: scores.map { Self.region($0, count) })
    // Two classes share one boundary.
    let bounded = count == 2 ? [1] : Array(0..<count)
    margins = bounded.map { kind in
      Grid(xs: xs, ys: ys, values: scores.map { Self.margin(of: kind, $0) })
    }
  }

  /// The probability of each class at each point.
  private static func probabilities(_ points: [[Double]], classes: [Double]) -> [[Double]] {
    let flat = points.joined().filter { !$0.isNaN }
    let isProbability = flat.allSatisfy { (0...1).contains($0) }
    guard (points.first?.count ?? 1) == 1 else {
      let areShares = points.allSatisfy {
        abs($0.reduce(0, +) - 1) < 1e-6 || $0.contains(where: \.isNaN)
      }
      return isProbability && areShares ? points : points.map(softmax)
    }
    let isClass = flat.allSatisfy { $0 == $0.rounded() && abs($0) < 1000 }
    if isClass {
      let known = Set(classes + flat).sorted()
      return points.map { point in
        known.map { point[0].isNaN ? .nan : $0 == point[0] ? 1 : 0 }
      }
    }
    return points.map { point in
      let share = isProbability ? point[0] : softmax([0, point[0]])[1]
      return [1 - share, share]
    }
  }

  private static func softmax(_ scores: [Double]) -> [Double] {
    let greatest = scores.max() ?? 0
    let powers = scores.map { UnaryKernel.exp.apply(to: $0 - greatest) }
    let total = powers.reduce(0, +)
    return powers.map { $0 / total }
  }

  /// The class and, as its part behind the point, how far it is from a draw.
  private static func region(_ shares: [Double], _ count: Int) -> Double {
    guard !shares.contains(where: \.isNaN), let greatest = shares.max(),
      let best = shares.firstIndex(of: greatest)
    else { return .nan }
    let draw = 1 / Double(max(2, count))
    return Double(best) + min(max((greatest - draw) / (1 - draw), 0), 0.999)
  }

  private static func margin(of kind: Int, _ shares: [Double]) -> Double {
    let others = shares.enumerated().filter { $0.offset != kind }.map(\.element).max() ?? 0
    return shares[kind] - others
  }
}
