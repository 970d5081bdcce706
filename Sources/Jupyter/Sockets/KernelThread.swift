#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Runs `body` on a new thread, which nobody joins.
///
/// - Parameters:
///   - stackSize: Bytes of address space; memory is used only as the stack grows into it.
///   - body: What the thread does.
/// - Returns: Whether the thread could be made.
@discardableResult
package func startThread(stackSize: Int, _ body: @escaping @Sendable () -> Void) -> Bool {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, stackSize)
  pthread_attr_setdetachstate(&attributes, CInt(PTHREAD_CREATE_DETACHED))
  let job = Unmanaged.passRetained(ThreadJob(body))
  #if canImport(Glibc)
  var thread = pthread_t()
  #else
  var thread: pthread_t?
  #endif
  let status = pthread_create(&thread, &attributes, runThreadJob, job.toOpaque())
  if status != 0 { job.release() }
  return status == 0
}

private final class ThreadJob: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

#if canImport(Glibc)
private func runThreadJob(_ job: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let job else { return nil }
  Unmanaged<ThreadJob>.fromOpaque(job).takeRetainedValue().body()
  return nil
}
#else
private func runThreadJob(_ job: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<ThreadJob>.fromOpaque(job).takeRetainedValue().body()
  return nil
}
#endif
