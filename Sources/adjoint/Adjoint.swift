import ArgumentParser
import Kernel

/// The command line: which command runs, and with which exit status.
@main
struct Adjoint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjoint",
    abstract: "The notebook in which people learn, check and explain gradients.",
    discussion: """
      Exit status: 0 where all went well, 1 where a cell or a command failed, 2 where \
      `run --check` found a difference, 64 for arguments that do not fit, 66 for a file that is not there, 130 when interrupted.
      """,
    version: adjointVersion,
    subcommands: [Run.self, Install.self, Uninstall.self, Diagnose.self, StartKernel.self]
  )

  /// Runs the command that the arguments say.
  ///
  /// What Jupyter and scripts start most has one file and nothing to parse; the parser takes as long to get ready as
  /// the kernel.
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch arguments.count {
      case 2 where arguments[0] == "run" && !arguments[1].hasPrefix("-"):
        try Run.run(RunOptions(paths: [arguments[1]]))
      case 3 where arguments[0] == "kernel" && arguments[1] == "--connection-file":
        try StartKernel.serve(arguments[2])
      default: main(nil)
      }
    } catch {
      exit(withError: error)
    }
  }
}
