import ArgumentParser

/// The command line: which sub-command runs, and with which exit status.
@main
struct Adjoint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adjoint",
    abstract: "The notebook in which people learn, check and explain gradients.",
    version: "0.1.0"
  )
}
