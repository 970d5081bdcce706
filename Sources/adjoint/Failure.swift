import ArgumentParser
import Kernel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension ExitCode {
  /// A file that is named is not there (`EX_NOINPUT`).
  static let noInput = ExitCode(EX_NOINPUT)
}

/// Says on the standard error what is wrong.
func complain(_ text: String) {
  Terminal.errors.write("adjoint: \(text)\n")
}
