public import TensorCore

/// A computation as `graph` and `explain` show it: every step with its value, its adjoint and what both are made of.
public struct ComputationDescription {
  public enum Role: Hashable, Sendable {
    /// An argument of the function that is differentiated.
    case input
    case parameter
    /// A plain tensor that takes part.
    case constant
    case operation
  }

  public struct Step {
    /// The user's name, or a made one such as `v1`; each once.
    public let name: String
    public let role: Role
    /// Nil for inputs, parameters and constants.
    public let formula: Formula?
    public let value: Tensor
    /// The derivative of the output by this step; nil where the output doesn't depend on it.
    public let adjoint: Tensor?
    /// What the adjoint is the sum of, one for each use; empty for the output.
    public let contributions: [Contribution]
    /// The steps that the value is computed from.
    public let inputs: [Int]
  }

  /// What one use of a step adds to its adjoint.
  public struct Contribution {
    public let consumer: Int
    /// The derivative of the consumer by the step, where it acts element by element.
    public let localDerivative: LocalDerivative?
    /// The whole contribution, in terms of the consumer's adjoint.
    public let formula: Formula
    public let value: Tensor
  }

  public struct LocalDerivative {
    public let formula: Formula
    public let value: Tensor
  }

  /// The steps from the inputs to the output, which is the last.
  public let steps: [Step]
}
