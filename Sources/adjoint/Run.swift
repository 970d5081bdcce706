import ArgumentParser
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
  }
}
