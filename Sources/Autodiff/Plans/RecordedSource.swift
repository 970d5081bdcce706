public import TensorCore

/// Something outside of the engine that holds plain data, which a plan asks for anew at every run: a name of the
/// session that keeps changing, a running statistic, a draw of random numbers.
public protocol RecordedSource: AnyObject {
  /// The kind of the data; nil where it holds none, so that no plan can use it.
  var recordedKind: Kind? { get }

  /// The data, for one run.
  func recordedData() throws -> Operand

  /// Takes back what asking has changed, because the run came to nothing.
  func takeBack()
}

extension RecordedSource {
  public func takeBack() {}
}

/// Something outside of the engine that a recorded function sets, as a plan does at the end of its run.
public protocol RecordedTarget: AnyObject {
  /// Takes a value of the kind that was recorded.
  func accept(_ value: Tensor)
}
