#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Replaces a file in one step, so that nobody ever reads half of it.
///
/// Where the system has files without a name, whatever ends the process while it writes leaves nothing behind; elsewhere
/// a hidden draft stands beside the file until it is complete.
package func replaceFile(
  _ path: String,
  with bytes: [UInt8],
  mode: UInt32
) throws(FileFailure) {
  let draft = draftPath(of: path)
  // One that an earlier process of this number left.
  unlink(draft)
  let nameless = openNameless(in: folder(of: path), mode: mode)
  let descriptor = nameless ?? open(draft, O_WRONLY | O_CREAT | O_TRUNC, mode)
  guard descriptor >= 0 else { throw FileFailure() }
  let failure: FileFailure? =
    if let failure = write(bytes, to: descriptor) {
      failure
    } else if nameless != nil, !giveName(draft, to: descriptor) {
      FileFailure()
    } else {
      nil
    }
  close(descriptor)
  if failure == nil, rename(draft, path) == 0 { return }
  let reason = failure ?? FileFailure()
  unlink(draft)
  throw reason
}

/// `data/.net.npz.4711.draft` for `data/net.npz`.
private func draftPath(of path: String) -> String {
  let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
  // Names end at 255 bytes; that of the file may be as long itself.
  let name = String(decoding: path[start...].utf8.prefix(220), as: UTF8.self)
  return "\(path[..<start]).\(name).\(getpid()).draft"
}

private func folder(of path: String) -> String {
  path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
}

/// Why the bytes could not be written; nil where they were.
private func write(_ bytes: [UInt8], to descriptor: CInt) -> FileFailure? {
  var start = 0
  while start < bytes.count {
    let count = bytes[start...].withUnsafeBytes { buffer in
      #if canImport(Glibc)
      Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      #else
      Darwin.write(descriptor, buffer.baseAddress, buffer.count)
      #endif
    }
    if count >= 0 {
      start += count
    } else if errno != EINTR {
      return FileFailure()
    }
  }
  return nil
}

#if canImport(Glibc)
/// A new file without a name; nil where the file system has none such.
private func openNameless(in folder: String, mode: UInt32) -> CInt? {
  // O_TMPFILE, which the module of the C library does not have: open(2).
  let temporary: CInt = 0o20_000_000 | O_DIRECTORY
  // A name is given by way of /proc/self/fd.
  guard access("/proc/self/fd", F_OK) == 0 else { return nil }
  let descriptor = open(folder, O_WRONLY | temporary, mode)
  return descriptor < 0 ? nil : descriptor
}

private func giveName(_ path: String, to descriptor: CInt) -> Bool {
  linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
}
#else
private func openNameless(in folder: String, mode: UInt32) -> CInt? { nil }

private func giveName(_ path: String, to descriptor: CInt) -> Bool { false }
#endif
