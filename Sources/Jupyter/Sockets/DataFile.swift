#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file of data that is read in stretches, so that whoever reads can stop in between.
package final class DataFile {
  /// How many bytes the file says it has.
  package private(set) var size = 0
  private let descriptor: CInt

  /// Only an ordinary file: a pipe might keep its reader waiting, and a device might never end.
  package init(_ path: String) throws(FileFailure) {
    // Opening a pipe that nobody writes to would not return.
    descriptor = open(path, O_RDONLY | O_NONBLOCK)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw FileFailure() }
    size = Int(status.st_size)
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw FileFailure("it is a folder")
    default: throw FileFailure("it is a pipe or a device, not a file")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Appends the next bytes, at most so many; false at the end of the file.
  package func read(
    atMost count: Int,
    into bytes: inout [UInt8]
  ) throws(FileFailure) -> Bool {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    let taken = bytes.withUnsafeMutableBytes {
      Self.read(descriptor, $0[start...])
    }
    guard taken >= 0 else { throw FileFailure() }
    bytes.removeLast(count - taken)
    return taken > 0
  }

  /// A signal may interrupt the system's call, which then begins again.
  private static func read(_ descriptor: CInt, _ bytes: Slice<UnsafeMutableRawBufferPointer>) -> Int
  {
    let bytes = UnsafeMutableRawBufferPointer(rebasing: bytes)
    while true {
      #if canImport(Glibc)
      let count = Glibc.read(descriptor, bytes.baseAddress, bytes.count)
      #else
      let count = Darwin.read(descriptor, bytes.baseAddress, bytes.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }
}
