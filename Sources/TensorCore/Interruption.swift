public import Synchronization

/// A request to stop, which may come from another thread or a signal handler.
public final class Interruption: Sendable {
  @usableFromInline let flag = Atomic(false)

  public init() {}

  @inlinable
  public var isRequested: Bool { flag.load(ordering: .relaxed) }

  public func request() { flag.store(true, ordering: .relaxed) }

  public func clear() { flag.store(false, ordering: .relaxed) }

  /// Throws `.interrupted` while a request stands.
  public func check() throws(TensorError) {
    if isRequested { throw .interrupted }
  }
}
