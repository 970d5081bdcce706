/// Why a search ended.
public enum StopReason: Equatable, Sendable {
  case converged
  /// No step makes the value smaller, and the gradient is not small.
  case noProgress
  /// The value ceased to be a number, or grew without bounds.
  case diverged(step: Int)
  case stepLimit

  /// In words.
  public var text: String {
    switch self {
    case .converged: "converged"
    case .noProgress: "no progress"
    case .diverged(let step): "diverged at step \(step)"
    case .stepLimit: "step limit"
    }
  }
}
