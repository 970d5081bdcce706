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
public final class RunningState {
  public private(set) var value: Tensor

  public init(_ value: Tensor) { self.value = value }

  /// - Throws: `TensorError.shape` where the shape differs.
  public func set(_ value: Tensor) throws {
    guard value.shape == self.value.shape else {
      throw TensorError.shape(
        "a running statistic of shape \(self.value.shape) cannot become one of \(value.shape)",
        hint: nil
      )
    }
    self.value = value.dtype == self.value.dtype ? value : try value.cast(to: self.value.dtype)
  }
}

extension RunningState {
  /// The value as a call computes with it: what a recorded run gets of it, or has set it to.
  func operand(in graph: Graph) throws -> Operand {
    try graph.recording?.value(of: self, in: graph) ?? Operand(value)
  }

  /// Sets the value to a result of a model, now or at the end of every run of the plan that is being made.
  ///
  /// - Throws: `TensorError.shape` where the shape differs.
  func adopt(_ result: Operand, in graph: Graph) throws {
    guard let recording = graph.recording else { return try set(result.value) }
    guard result.shape == value.shape else { return try graph.endRecording() }
    let plain = result.detached
    recording.set(
      self,
      to: plain.dtype == value.dtype ? plain : try graph.apply(.cast(to: value.dtype), plain)
    )
  }
}

extension RunningState: RecordedSource, RecordedTarget {
  public var recordedKind: Kind? { Kind(value.shape, value.dtype) }

  public func recordedData() -> Operand { Operand(value) }

  public func accept(_ value: Tensor) { self.value = value }
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
