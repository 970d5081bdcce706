import FoundationEssentials

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Why the system refused a file, in its own words: `permission denied`, `no space left on device`.
func fileFailure(_ error: any Error) -> String {
  let cause = (error as? CocoaError)?.underlying as? POSIXError ?? error as? POSIXError
  guard let cause else { return "it cannot be read or written" }
  return String(cString: strerror(cause.code.rawValue)).lowercased()
}
