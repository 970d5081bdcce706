#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Why a file could not be read or written: the system's own words.
package struct FileFailure: Error, Equatable, CustomStringConvertible, Sendable {
  package let description: String

  init() { description = String(cString: strerror(errno)) }

  package init(_ description: String) { self.description = description }

  /// Why the last call failed.
  package static var current: FileFailure { FileFailure() }
}

/// The bytes of a file and its permission bits.
package func readFile(_ path: String) throws(FileFailure) -> (bytes: [UInt8], mode: UInt32) {
  guard let file = fopen(path, "r") else { throw FileFailure() }
  defer { fclose(file) }
  var status = stat()
  guard fstat(fileno(file), &status) == 0 else { throw FileFailure() }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    bytes += chunk[..<count]
    if count < chunk.count { break }
  }
  guard ferror(file) == 0 else { throw FileFailure() }
  return (bytes, status.st_mode & 0o777)
}

/// Writes a line to standard error in one piece.
package func writeStandardError(_ line: String) {
  let bytes = Array((line + "\n").utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}

/// Whether somebody listens at a Unix-domain socket; libzmq would take the path away from them.
package func isServed(socketPath: String) -> Bool {
  var address = sockaddr_un()
  let path = Array(socketPath.utf8)
  guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
  address.sun_family = sa_family_t(AF_UNIX)
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
  #if canImport(Glibc)
  let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
  #else
  let descriptor = socket(AF_UNIX, SOCK_STREAM, 0)
  #endif
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
    }
  }
}

package func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }
