#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The bytes this process could still take: `MemAvailable`, or else the physical memory.
func availableMemory() -> Int {
  kernelEstimate() ?? sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
}

private func kernelEstimate() -> Int? {
  let file = open("/proc/meminfo", O_RDONLY)
  guard file >= 0 else { return nil }
  defer { close(file) }
  let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
    // Bound: the buffer's own size; a negative result means nothing was read.
    count = max(0, read(file, buffer.baseAddress, buffer.count))
  }
  for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  where line.hasPrefix("MemAvailable:") {
    return Int(line.filter { $0.isASCII && $0.isNumber }).map { $0 * 1024 }
  }
  return nil
}
