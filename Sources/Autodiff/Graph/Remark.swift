/// A sentence for the user about an operation.
public struct Remark: Sendable {
  public let text: String
  /// Where in the user's source the operation stands.
  public let origin: UInt32
}
