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

  /// The request that ends what this thread computes; nil on threads that only help.
  @TaskLocal public static var current: Interruption?

  /// Calls `body`, and lets every kernel that it calls on this thread look for this request.
  public func governing<Result>(_ body: () throws -> Result) rethrows -> Result {
    try Interruption.$current.withValue(self, operation: body)
  }
}
