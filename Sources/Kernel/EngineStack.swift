/// The stack on which user code runs, the same in a notebook and in a terminal.
enum EngineStack {
  /// Bytes of address space; memory is used only as the stack grows into it.
  static let size = 512 << 20
  /// The bytes that calls of the user's functions may take; the rest is room for what runs inside them.
  static let usableSize = 256 << 20
}
