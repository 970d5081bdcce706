import ArgumentParser
import Kernel

/// Makes Jupyter forget the kernel.
struct Uninstall: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Make Jupyter forget the kernel.")

  @OptionGroup var options: InstallationOptions

  func run() throws {
    do {
      let installation = try options.installation()
      guard try installation.uninstall() else {
        complain("there is no kernel in \(installation.folder)")
        throw ExitCode.noInput
      }
      print("removed \(installation.folder)")
    } catch let error as InstallationError {
      complain(error.description)
      throw ExitCode.failure
    }
  }
}
