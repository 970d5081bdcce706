/// What a training came to: losses and metrics by epoch, and how it ended.
public struct TrainingRecord: Sendable {
  public enum Ending: Equatable, Sendable {
    case finished
    /// No improvement for as long as was asked for.
    case stoppedEarly
    /// The user asked to stop.
    case interrupted
    /// The gradient is as small as rounding lets it be; only methods with a line search end so.
    case converged
    /// No step of a line search made the loss smaller, and the gradient is not small.
    case noProgress
  }

  /// The mean loss of the batches of each finished epoch, weighted by their sizes.
  public internal(set) var losses: [Double] = []
  /// The loss of every batch.
  public internal(set) var batchLosses: [Double] = []
  /// The loss of the validation data after each epoch; empty where there are none.
  public internal(set) var validationLosses: [Double] = []
  /// Metrics of the training data after each epoch, in the order they were asked for.
  public internal(set) var metrics: [(name: String, values: [Double])] = []
  /// The same of the validation data; empty where there are none.
  public internal(set) var validationMetrics: [(name: String, values: [Double])] = []
  public internal(set) var ending = Ending.finished
  /// The epoch whose model was restored at the end, counted from 0; nil where it is that of the last step.
  public internal(set) var restoredEpoch: Int?
  private var best: (epoch: Int, loss: Double)?
  public let epochs: Int
  /// Batches in an epoch.
  public let batchCount: Int

  init(epochs: Int, batchCount: Int) {
    self.epochs = epochs
    self.batchCount = batchCount
  }

  /// Steps that are finished.
  public var stepCount: Int { batchLosses.count }
  public var finishedEpochs: Int { losses.count }

  /// The losses that tell epochs apart: those of the validation data, where there are any.
  public var judgedLosses: [Double] { validationLosses.isEmpty ? losses : validationLosses }

  /// Notes an epoch that has ended.
  ///
  /// In place: a record that two share would be copied, every epoch a longer one.
  mutating func finishEpoch(
    loss: Double,
    metrics measured: [Double],
    validated: (loss: Double, metrics: [Double])?
  ) {
    losses.append(loss)
    for (place, value) in measured.enumerated() { metrics[place].values.append(value) }
    if let validated {
      validationLosses.append(validated.loss)
      for (place, value) in validated.metrics.enumerated() {
        validationMetrics[place].values.append(value)
      }
    }
    let judged = validated?.loss ?? loss
    guard judged.isFinite, best.map({ judged < $0.loss }) ?? true else { return }
    best = (losses.count - 1, judged)
  }

  /// The first epoch with the least loss, counted from 0; nil before one is finished.
  public var bestEpoch: Int? { best?.epoch }
}
