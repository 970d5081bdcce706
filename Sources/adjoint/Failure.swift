import ArgumentParser
import Kernel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension ExitCode {
  /// Outputs are not what a notebook says.
  static let differed = ExitCode(2)
  /// A file that is named is not there (`EX_NOINPUT`).
  static let noInput = ExitCode(EX_NOINPUT)
  /// As a shell reports a program that Ctrl-C ended.
  static let interrupted = ExitCode(128 + SIGINT)
}

/// Says on the standard error what is wrong.
func complain(_ text: String) {
  Terminal.errors.write("adjoint: \(text)\n")
}
