import TensorCore

/// The length of steps: a number, or a function of the step.
public struct LearningRate {
  /// How it is written: `0.001`, `cosine(0.1, 100)`.
  public let text: String
  private let function: (_ step: Int) throws -> Double

  /// Takes a function that gives the rate for a step; the first is 0.
  public init(_ text: String, _ function: @escaping (_ step: Int) throws -> Double) {
    self.text = text
    self.function = function
  }

  /// The same rate for all steps.
  public init(_ rate: Double) {
    self.init(LayerSignature.text(rate)) { _ in rate }
  }

  /// The rate for a step; the first is 0.
  ///
  /// - Throws: `TensorError.value` where a function gives NaN, an infinity or less than 0; its own errors unchanged.
  public func rate(at step: Int) throws -> Double {
    let rate = try function(step)
    guard rate.isFinite, rate >= 0 else {
      throw TensorError.value(
        "the learning rate `\(text)` is \(LayerSignature.text(rate)) at step \(step)",
        hint: "a learning rate is a number that is not negative"
      )
    }
    return rate
  }
}
