internal import CVectorMath

/// The threads that share large work: split by shape alone, so that no bit depends on how many there are.
package enum Workers {
  /// The threads that work together; `ADJOINT_THREADS`, or one for each processor.
  package static var count: Int {
    get { Int(adj_thread_count()) }
    set { adj_set_thread_count(Int32(newValue)) }
  }

  /// Whether an `Interruption`, if there is one, is requested.
  static let poll: @convention(c) (UnsafeMutableRawPointer?) -> Int32 = { context in
    guard let context else { return 0 }
    let interruption = Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue()
    return interruption.isRequested ? 1 : 0
  }

  /// Calls `body` once for each index below `count`, on several threads at once, and returns when all calls have.
  ///
  /// The calls must not write to the same memory; at most `threads` of them are made at once. Between two of them the
  /// interruption is looked at: without one, that of the calling thread. This is the one place where a kernel's work is
  /// divided, so that none forgets to look.
  static func run(
    _ count: Int,
    threads: Int = Workers.count,
    _ interruption: Interruption? = nil,
    _ body: (_ index: Int) -> Void
  ) throws(TensorError) {
    let isDone = perform(count, threads, interruption ?? .current, body)
    if !isDone { throw .interrupted }
  }

  /// Whether all calls were made; false where an interruption came first.
  private static func perform(
    _ count: Int,
    _ threads: Int,
    _ interruption: Interruption?,
    _ body: (_ index: Int) -> Void
  ) -> Bool {
    let isDone = withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        // The pointers live as long as the call.
        adj_run_tasks(
          count,
          Int32(threads),
          { context, index in
            context?.assumingMemoryBound(to: ((Int) -> Void).self).pointee(index)
          },
          UnsafeMutableRawPointer(mutating: body),
          poll,
          interruption.map { Unmanaged.passUnretained($0).toOpaque() }
        )
      }
    }
    withExtendedLifetime(interruption) {}
    return isDone != 0
  }

  /// The elements that one thread computes at a time, some 20 µs, where an element takes `work` cheap operations.
  static func grain(_ work: Int) -> Int { (1 << 17) / max(work, 2) }

  /// Calls `body` for parts of `0..<count` that are multiples of `grain` long, but for the last; at once where there are
  /// not two of them: waking a thread takes some microseconds.
  static func split(
    _ count: Int,
    grain: Int,
    threads: Int = Workers.count,
    _ interruption: Interruption? = nil,
    _ body: (_ part: Range<Int>) -> Void
  ) throws(TensorError) {
    guard count >= 2 * grain else { return body(0..<count) }
    try run((count + grain - 1) / grain, threads: threads, interruption) { index in
      body(index * grain..<min(count, (index + 1) * grain))
    }
  }

  /// Calls `body` for parts of `0..<count` as `split` does; false where an interruption came first.
  static func splitUnlessInterrupted(
    _ count: Int,
    grain: Int,
    _ interruption: Interruption? = nil,
    _ body: (_ part: Range<Int>) -> Void
  ) -> Bool {
    do throws(TensorError) {
      try split(count, grain: grain, interruption, body)
      return true
    } catch {
      return false
    }
  }
}
