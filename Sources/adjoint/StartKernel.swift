import ArgumentParser
import FoundationEssentials
import Kernel

/// Serves one notebook; Jupyter runs this.
struct StartKernel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernel",
    abstract: "Serve a notebook; Jupyter starts this."
  )

  @Option(help: ArgumentHelp("The sockets, as Jupyter describes them.", valueName: "file"))
  var connectionFile: String

  func run() throws { try Self.serve(connectionFile) }

  /// Serves the notebook until the front end is gone.
  static func serve(_ connectionFile: String) throws {
    let environment = ProcessInfo.processInfo.environment
    let failure = serveNotebook(connectionFile: connectionFile, environment: environment)
    complain("\(failure)")
    if case .unreadable = failure { throw ExitCode.noInput }
    throw ExitCode.failure
  }
}
