public import TensorCore

/// Examples to learn from: a row of `x` and an element of `y` for each.
public struct DataSet {
  /// What each row is: `(n, features)`.
  public let x: Tensor
  /// A class from 0 for each row, `(n)`, or what is to be predicted, `(n, 1)`.
  public let y: Tensor

  init(x: Tensor, y: Tensor) {
    self.x = x
    self.y = y
  }
}

/// A data set by its name.
public struct DataSetDefinition: Sendable {
  /// Where the examples come from.
  public enum Source: Sendable {
    /// Drawn anew: by default so many, with so much noise.
    case synthetic(
      count: Int,
      noise: Double,
      make: @Sendable (_ count: Int, _ noise: Double, inout RandomStream) throws -> DataSet
    )
    /// Measured, and shipped with the program.
    case measured(features: [String], classes: [String], load: @Sendable () throws -> DataSet)
  }

  public let name: String
  /// One sentence for people.
  public let summary: String
  public let source: Source

  init(_ name: String, _ summary: String, _ source: Source) {
    self.name = name
    self.summary = summary
    self.source = source
  }
}

/// Every data set of the language, one line each.
public let allDataSets: [DataSetDefinition] = [
  .linear,
  .xor,
  .moons,
  .circles,
  .spirals,
  .blobs,
  .iris,
  .digits,
]
