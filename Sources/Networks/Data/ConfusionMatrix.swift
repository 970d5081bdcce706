public import TensorCore

/// How often each class was taken for which: rows are true classes, columns predictions.
public struct ConfusionMatrix {
  public let classCount: Int
  /// Row by row.
  private let counts: [Int]

  /// From classes numbered from 0, one of each for every example.
  public init(labels: [Int], predictions: [Int], classCount: Int) {
    var counts = [Int](repeating: 0, count: classCount * classCount)
    for (label, prediction) in zip(labels, predictions) {
      counts[label * classCount + prediction] += 1
    }
    self.counts = counts
    self.classCount = classCount
  }

  public subscript(label: Int, prediction: Int) -> Int { counts[label * classCount + prediction] }

  /// The counts as a matrix.
  public var tensor: Tensor {
    get throws { try Tensor(values: counts.map(Double.init), shape: [classCount, classCount]) }
  }

  public var total: Int { counts.reduce(0, +) }

  /// The share of right predictions; NaN of nothing.
  public var accuracy: Double {
    Double((0..<classCount).reduce(0) { $0 + self[$1, $1] }) / Double(total)
  }

  /// Of what was predicted as a class, the share that is of it; NaN for a class never predicted.
  public func precision(_ label: Int) -> Double {
    Double(self[label, label]) / Double((0..<classCount).reduce(0) { $0 + self[$1, label] })
  }

  /// Of what is of a class, the share that was predicted as it; NaN for a class that does not occur.
  public func recall(_ label: Int) -> Double {
    Double(self[label, label]) / Double((0..<classCount).reduce(0) { $0 + self[label, $1] })
  }
}
