import ArgumentParser
import FoundationEssentials
import Kernel

/// Which kernel, and where: what `install` and `uninstall` take.
struct InstallationOptions: ParsableArguments {
  @Flag(help: "For this user; where nothing else is said.")
  var user = false

  @Flag(help: "For the Python environment in use.")
  var sysPrefix = false

  @Option(help: ArgumentHelp("For the environment in this folder.", valueName: "dir"))
  var prefix: String?

  @Option(help: "What the kernel is called.")
  var name = "adjoint"

  func validate() throws {
    guard [user, sysPrefix, prefix != nil].filter(\.self).count <= 1 else {
      throw ValidationError("--user, --sys-prefix and --prefix exclude each other")
    }
    guard prefix != "" else { throw ValidationError("--prefix needs a folder") }
    guard Installation.isValid(name: name) else {
      throw ValidationError("a kernel's name has letters, digits, `-`, `.` and `_`, not `\(name)`")
    }
  }

  /// The installation that is meant.
  func installation() throws -> Installation {
    let place: InstallationPlace =
      if let prefix { .prefix(prefix) } else if sysPrefix { .systemPrefix } else { .user }
    return try Installation(
      name: name,
      place: place,
      environment: ProcessInfo.processInfo.environment
    )
  }
}
