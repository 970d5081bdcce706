import ArgumentParser
import FoundationEssentials
import Kernel

/// Runs programs and notebooks without Jupyter.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run programs (.adj) and notebooks (.ipynb) without Jupyter.",
    discussion: "Outputs go to the terminal as text. A file stops at its first error."
  )

  @Argument(help: ArgumentHelp("A program or notebook.", valueName: "file"))
  var files: [String]

  func run() throws {
    let environment = ProcessInfo.processInfo.environment
    switch FileRunner(paths: files, environment: environment).run() {
    case .succeeded: return
    case .failed: throw ExitCode.failure
    case .missingFile: throw ExitCode.noInput
    case .interrupted: throw ExitCode.interrupted
    }
  }
}
