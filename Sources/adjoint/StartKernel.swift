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

  func run() throws {
    complain(
      serveNotebook(
        connectionFile: connectionFile,
        environment: ProcessInfo.processInfo.environment
      )
    )
    throw ExitCode.failure
  }
}
