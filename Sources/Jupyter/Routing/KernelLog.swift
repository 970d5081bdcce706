/// Where the kernel says what it ignored: one line a message, never a key or an expected signature.
package struct KernelLog: Sendable {
  private let write: @Sendable (String) -> Void

  package init(_ write: @escaping @Sendable (String) -> Void) { self.write = write }

  package func callAsFunction(_ line: String) { write(line) }
}
