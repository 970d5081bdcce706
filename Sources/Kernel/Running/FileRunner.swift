import Interpreter
import Jupyter

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs programs and notebooks without Jupyter, each in a session of its own.
public struct FileRunner: Sendable {
  private typealias OpenFile = (path: String, bytes: [UInt8])
  /// A file's report, and what it has yet to say.
  private typealias Result = (
    report: FileReport, held: [(stream: Interpreter.Stream, text: String)]
  )

  private let options: RunOptions
  private let wantsColours: Bool
  /// What `~` stands for in the paths of cells.
  private let home: String?
  private let progress: Progress
  private let interrupt = InterruptDesk()

  public init(_ options: RunOptions, environment: [String: String]) {
    self.options = options
    wantsColours = Terminal.errors.wantsColours(environment: environment)
    home = environment["HOME"]
    progress = Progress(
      fileCount: options.paths.count,
      isShown: options.recordsOutputs && wantsColours
    )
  }

  /// Runs the files, up to the first error in each.
  ///
  /// The first Ctrl-C interrupts the cells that run, a second one ends the process.
  public func run() -> RunOutcome {
    interrupt.watchSignals()
    guard let files = openFiles() else { return .missingFile }
    let results = Monitor<[Int: Result]>([:])
    let next = Monitor(0)
    for _ in 0..<threadCount {
      let isStarted = startThread(stackSize: KernelServer.engineStackSize) {
        while let index = next.withLock({ take(&$0, of: files.count) }) {
          let result = run(files[index])
          results.update { $0[index] = result }
        }
      }
      guard isStarted else {
        complain("cannot start: the system has no room for another thread")
        return .failed
      }
    }
    var reports: [FileReport] = []
    for index in files.indices {
      let result = results.wait { $0[index] }
      if !result.held.isEmpty { progress.clear() }
      for (stream, text) in result.held { stream.terminal.write(text) }
      reports.append(result.report)
    }
    progress.clear()
    let outcome = reports.map(\.outcome).max() ?? .succeeded
    return max(outcome, store(reports))
  }

  private var threadCount: Int { min(options.jobs, options.paths.count) }

  private func openFiles() -> [OpenFile]? {
    var files: [OpenFile] = []
    for path in options.paths {
      do throws(FileFailure) {
        files.append((path, try readFile(path).bytes))
      } catch {
        complain("cannot open \(path): \(error.description.lowercased())")
      }
    }
    return files.count == options.paths.count ? files : nil
  }

  private func take(_ next: inout Int, of count: Int) -> Int? {
    guard next < count else { return nil }
    next += 1
    return next - 1
  }

  private func run(_ file: OpenFile) -> Result {
    let isAlone = threadCount == 1
    let output = TerminalOutput(
      input: isAlone ? TerminalInput { interrupt.isRequested } : nil
    )
    let run = FileRun(
      path: file.path,
      folder: WorkingFolder(of: file.path, home: home),
      options: options,
      output: output,
      wantsColours: wantsColours,
      progress: progress,
      announce: { interrupt.announce($0) },
      isInterrupted: { interrupt.isRequested }
    )
    let report = run.run(file.bytes)
    output.finishCell()
    return (report, output.held)
  }

  private func store(_ reports: [FileReport]) -> RunOutcome {
    guard let path = options.report else { return .succeeded }
    do throws(FileFailure) {
      try storeFile(path, Array(JUnitReport(reports).xml.utf8))
      return .succeeded
    } catch {
      complain("cannot write \(path): \(error.description.lowercased())")
      return .failed
    }
  }

  private func complain(_ text: String) {
    Terminal.errors.write("adjoint: \(text)\n")
  }
}
