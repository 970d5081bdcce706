public import Autodiff
public import TensorCore

/// A parameter under the name that its layer or model gives it: `W`, `layer1.W`.
public struct NamedParameter {
  public let name: String
  public let parameter: Parameter
  /// Whether the layer made it, rather than the user with `param`.
  public let isOwn: Bool

  public init(_ name: String, _ parameter: Parameter, isOwn: Bool = true) {
    self.name = name
    self.parameter = parameter
    self.isOwn = isOwn
  }

  /// The same parameter seen from further out.
  func inside(_ path: String) -> NamedParameter {
    NamedParameter(path.followed(by: name), parameter, isOwn: isOwn)
  }
}

/// What a layer remembers from training without being differentiated by it: running statistics.
///
/// A class, because a model has an identity and its state belongs to it.
public final class RunningState: Versioned {
  public private(set) var value: Tensor
  /// How often the value has been set.
  public private(set) var version: UInt = 0

  public init(_ value: Tensor) { self.value = value }

  /// - Throws: `TensorError.shape` where the shape differs.
  public func set(_ value: Tensor) throws {
    guard value.shape == self.value.shape else {
      throw TensorError.shape(
        "a running statistic of shape \(self.value.shape) cannot become one of \(value.shape)",
        hint: nil
      )
    }
    version += 1
    self.value = value.dtype == self.value.dtype ? value : try value.cast(to: self.value.dtype)
  }
}

/// A state under the name that its layer or model gives it: `running_mean`, `layer2.running_mean`.
public struct NamedState {
  public let name: String
  public let state: RunningState

  public init(_ name: String, _ state: RunningState) {
    self.name = name
    self.state = state
  }
}
