internal import CVectorMath

/// A call of a library that cannot be interrupted, on a thread of its own, where an interruption leaves it alone.
///
/// What the body uses must belong to it: nothing is written to after an interruption but what it has captured, and that
/// is freed when it ends.
package final class LongCall {
  private let body: () throws(TensorError) -> Void
  private var error: TensorError?

  private init(_ body: @escaping () throws(TensorError) -> Void) { self.body = body }

  /// Runs the body, and waits for it or for an interruption.
  package static func run(
    _ interruption: Interruption?,
    _ body: @escaping () throws(TensorError) -> Void
  ) throws(TensorError) {
    let call = LongCall(body)
    let context = Unmanaged.passRetained(call)
    let outcome = adj_call_abandonably(
      { context in context.map { LongCall.at($0).takeUnretainedValue().compute() } },
      { context in context.map { LongCall.at($0).release() } },
      context.toOpaque(),
      Workers.poll,
      interruption.map { Unmanaged.passUnretained($0).toOpaque() }
    )
    withExtendedLifetime(interruption) {}
    // Now the other thread owns the call, and frees it.
    if Int(outcome) == adj_call_abandoned { throw .interrupted }
    context.release()
    if Int(outcome) == adj_call_not_begun { call.compute() }
    if let error = call.error { throw error }
  }

  private static func at(_ context: UnsafeMutableRawPointer) -> Unmanaged<LongCall> {
    Unmanaged.fromOpaque(context)
  }

  private func compute() {
    do { try body() } catch { self.error = error }
  }
}
