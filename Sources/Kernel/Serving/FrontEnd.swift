#if canImport(Glibc)
import Glibc
#endif

/// What kind of front end a kernel serves, as far as that changes what it sends.
enum FrontEnd {
  /// Shows updates of a display in the place of what was displayed.
  case notebook
  /// Prints what it is sent, and takes no notice of updates.
  case console
  /// Compares what it is sent with what a notebook holds, and takes no notice of updates.
  case checker

  /// The front end that started the kernel.
  ///
  /// Messages do not tell: `jupyter console` and nbval send what a client in a program sends. Their commands do.
  /// - Parameter parent: The process; nil and every one whose command cannot be read count as a notebook.
  init(parent: Int32?) {
    let words = parent.map(Self.command) ?? []
    let names = words.prefix(4).map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    if names.contains(where: { $0 == "jupyter-console" || $0 == "jupyter_console" }) {
      self = .console
    } else {
      // Of pytest, which loads nbval as a plugin.
      self = words.contains { $0 == "--nbval" || $0 == "--nbval-lax" } ? .checker : .notebook
    }
  }

  /// The words of the command that a process runs; empty where the system does not show them.
  private static func command(of process: Int32) -> [String] {
    #if os(Linux)
    let descriptor = open("/proc/\(process)/cmdline", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(descriptor, &bytes, bytes.count)
    return bytes.prefix(max(count, 0)).split(separator: 0).map {
      String(decoding: $0, as: UTF8.self)
    }
    #else
    return []
    #endif
  }
}
