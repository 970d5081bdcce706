import ArgumentParser
import FoundationEssentials
import Kernel

/// Runs programs and notebooks without Jupyter.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run programs (.adj) and notebooks (.ipynb) without Jupyter.",
    discussion: """
      Outputs go to the terminal as text, or, with --inplace or --output, into the notebook as \
      `jupyter nbconvert --execute` writes it. A file stops at its first error, and a notebook \
      that failed is not written. Cells tagged `raises-exception` may fail, those tagged \
      `skip-execution` are not run.

      Exit status: 0 where all went well, 1 where a cell failed, 2 where --check found a \
      difference, 64 for arguments that do not fit, 66 for a file that is not there, 130 when \
      interrupted.
      """
  )

  @Argument(help: ArgumentHelp("A program or notebook.", valueName: "file"))
  var files: [String]

  @Flag(name: .customLong("inplace"), help: "Store the outputs in the notebooks.")
  var isInPlace = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Store the executed notebook there; - writes it out.", valueName: "file")
  )
  var output: String?

  @Flag(name: .customLong("check"), help: "Compare the outputs with those in the notebooks.")
  var isChecked = false

  @Option(help: ArgumentHelp("With --check: how far numbers may be apart, relatively."))
  var rtol = 0.0

  @Flag(help: "Go on after errors.")
  var allowErrors = false

  @Option(name: .shortAndLong, help: ArgumentHelp("How many files run at once.", valueName: "n"))
  var jobs = 1

  @Option(help: ArgumentHelp("Write a report for CI servers there.", valueName: "file"))
  var junit: String?

  func validate() throws {
    guard !(isInPlace && output != nil) else {
      throw ValidationError("--inplace and --output exclude each other")
    }
    guard !(isInPlace && isChecked) else {
      throw ValidationError("--check compares with what --inplace would replace; use one of them")
    }
    guard output == nil || files.count == 1 else {
      throw ValidationError("--output takes one notebook; use --inplace for several")
    }
    guard output != "", junit != "" else { throw ValidationError("a file needs a name") }
    guard rtol >= 0, rtol.isFinite else {
      throw ValidationError("--rtol is a number that is not negative")
    }
    guard isChecked || rtol == 0 else { throw ValidationError("--rtol goes with --check") }
    guard jobs >= 1 else { throw ValidationError("--jobs needs at least 1") }
    if isInPlace || isChecked || output != nil, let program = files.first(where: isProgram) {
      throw ValidationError(
        "--inplace, --output and --check are for notebooks (.ipynb), which \(program) is not"
      )
    }
  }

  func run() throws {
    try Self.run(
      RunOptions(
        paths: files,
        destination: isInPlace ? .inPlace : output.map { .file($0) } ?? .terminal,
        tolerance: isChecked ? rtol : nil,
        allowsErrors: allowErrors,
        jobs: jobs,
        report: junit
      )
    )
  }

  /// Runs what the options say, and throws the exit status where not all went well.
  static func run(_ options: RunOptions) throws {
    switch FileRunner(options, environment: ProcessInfo.processInfo.environment).run() {
    case .succeeded: return
    case .differed: throw ExitCode.differed
    case .failed: throw ExitCode.failure
    case .missingFile: throw ExitCode.noInput
    case .interrupted: throw ExitCode.interrupted
    }
  }

  private func isProgram(_ path: String) -> Bool { !isNotebook(path) }
}
