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
}
