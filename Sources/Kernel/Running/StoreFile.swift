import Jupyter

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes a file in one step, so that nobody ever reads half of it; a link stays a link, permissions stay.
func storeFile(_ path: String, _ bytes: [UInt8]) throws(FileFailure) {
  var status = stat()
  let exists = stat(path, &status) == 0
  guard !exists || status.st_mode & S_IFMT == S_IFREG else {
    // A pipe or a device is written to, never replaced.
    return try append(bytes, to: path)
  }
  // A folder lets everyone who may write in it replace what is write-protected; whoever protected it meant no.
  guard !exists || access(path, W_OK) == 0 else { throw FileFailure.current }
  let mode = exists ? UInt32(status.st_mode) & 0o777 : 0o666
  try replaceFile(linkTarget(path) ?? path, with: bytes, mode: mode)
  // The mask of the process has no say in what a file that exists may be used for.
  if exists { chmod(path, status.st_mode & 0o7777) }
}

private func append(_ bytes: [UInt8], to path: String) throws(FileFailure) {
  guard let file = fopen(path, "w") else { throw FileFailure.current }
  let count = fwrite(bytes, 1, bytes.count, file)
  guard fclose(file) == 0, count == bytes.count else { throw FileFailure.current }
}

private func linkTarget(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}
