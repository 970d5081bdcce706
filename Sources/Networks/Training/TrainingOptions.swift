public import Autodiff

/// How long a training goes, in what portions, and what is measured.
public struct TrainingOptions {
  /// A number that says how good predictions are, measured after every epoch.
  public struct Metric {
    public let name: String
    public let measure: (_ output: Tree, _ targets: Tree) throws -> Double

    public init(_ name: String, _ measure: @escaping (Tree, Tree) throws -> Double) {
      self.name = name
      self.measure = measure
    }
  }

  public let epochs: Int
  public let batchSize: Int
  public let shuffles: Bool
  /// After how many epochs without improvement the training ends, and the best epoch's model is restored; nil for never.
  public let patience: Int?
  public let metrics: [Metric]

  public init(
    epochs: Int,
    batchSize: Int,
    shuffles: Bool,
    patience: Int?,
    metrics: [Metric]
  ) {
    self.epochs = epochs
    self.batchSize = batchSize
    self.shuffles = shuffles
    self.patience = patience
    self.metrics = metrics
  }
}
