import ArgumentParser
import Kernel

/// Tells Jupyter about the kernel.
struct Install: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Tell Jupyter about the kernel.")

  @OptionGroup var options: InstallationOptions

  func run() throws {
    do {
      let installation = try options.installation()
      try installation.install()
      print("installed \(installation.folder)")
    } catch let error as InstallationError {
      complain(error.description)
      throw ExitCode.failure
    }
  }
}
