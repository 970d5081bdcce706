public import Autodiff

/// A training that came upon a NaN or an infinity and stopped.
public struct TrainingFailure: Error {
  /// The first result on the way that was not finite.
  public struct Origin: Sendable {
    /// The path of the layer, with its kind: `` `layer2` (dense) ``; nil for the loss itself.
    public let layer: String?
    /// The operation, with the numbers that led to it, where they are known.
    public let note: NonFiniteNote?
    /// The parameter whose gradient was the first that is not finite, where the loss itself is.
    public let gradient: String?
    /// The row of the data that is no number, in words; nil where all are.
    public let data: String?
    /// Whether loss and gradient are finite, so that the step itself left the range of numbers.
    public let isStep: Bool

    init(
      layer: String? = nil,
      note: NonFiniteNote? = nil,
      gradient: String? = nil,
      data: String? = nil,
      isStep: Bool = false
    ) {
      self.layer = layer
      self.note = note
      self.gradient = gradient
      self.data = data
      self.isStep = isStep
    }
  }

  /// The loss that is no number; nil where the step gave parameters that are none.
  public let loss: Double?
  /// Counted from 1; the steps before it are done.
  public let step: Int
  public let epoch: Int
  public let origin: Origin
}
