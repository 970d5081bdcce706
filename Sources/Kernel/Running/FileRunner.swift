import Interpreter
import Jupyter
import Language

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How running files ended.
public enum RunOutcome: Sendable {
  case succeeded
  /// A cell failed, or a file is no program or notebook.
  case failed
  /// A file that was named cannot be opened; nothing was run.
  case missingFile
  case interrupted
}

/// Runs programs and notebooks in the terminal, each in a session of its own.
public struct FileRunner: Sendable {
  private typealias OpenFile = (path: String, bytes: [UInt8])

  private let paths: [String]
  private let wantsColours: Bool
  /// How to interrupt the session that runs.
  private let running = Monitor<(@Sendable () -> Void)?>(nil)
  private let interruptedAt = Monitor<ContinuousClock.Instant?>(nil)

  public init(paths: [String], environment: [String: String]) {
    self.paths = paths
    wantsColours = Terminal.errors.wantsColours(environment: environment)
  }

  /// Runs the files one after the other, up to the first error in each.
  ///
  /// The first Ctrl-C interrupts the cell that runs, a second one ends the process.
  public func run() -> RunOutcome {
    watchSignals()
    let outcome = Monitor<RunOutcome?>(nil)
    let isStarted = startThread(stackSize: KernelServer.engineStackSize) {
      let result = runAll()
      outcome.update { $0 = result }
    }
    guard isStarted else {
      complain("cannot start: the system has no room for another thread")
      return .failed
    }
    return outcome.wait { $0 }
  }

  private func runAll() -> RunOutcome {
    var files: [OpenFile] = []
    for path in paths {
      do throws(FileFailure) {
        files.append((path, try readFile(path).bytes))
      } catch {
        complain("cannot open \(path): \(error.description.lowercased())")
      }
    }
    guard files.count == paths.count else { return .missingFile }

    var outcome = RunOutcome.succeeded
    for file in files {
      switch run(file) {
      case .succeeded: continue
      case .failed, .missingFile: outcome = .failed
      case .interrupted: return .interrupted
      }
    }
    return outcome
  }

  private func run(_ file: OpenFile) -> RunOutcome {
    let cells: [Source]
    do throws(UnreadableFile) {
      cells = try RunnableFile(path: file.path, bytes: file.bytes).cells
    } catch {
      show(Diagnostic(.file, "cannot read \(file.path): \(error.reason)", hint: error.hint))
      return .failed
    }
    return run(cells)
  }

  private func run(_ cells: [Source]) -> RunOutcome {
    let output = TerminalOutput(input: TerminalInput { interruptedAt.withLock { $0 != nil } })
    let session = Session(
      output: output,
      files: WorkingFolder(),
      stackSize: KernelServer.engineStackSize
    )
    running.update { [interruption = session.interruption] in $0 = { interruption.request() } }
    for cell in cells {
      let result = session.execute(cell)
      if let display = result.display { output.display(display, id: nil, isUpdate: false) }
      output.finishCell()
      guard result.isSuccess else {
        result.diagnostics.forEach(show)
        return result.diagnostics.contains { $0.kind == .interrupted } ? .interrupted : .failed
      }
    }
    return .succeeded
  }

  private func watchSignals() {
    blockKernelSignals()
    // A reader that has gone (`| head`) ends the program, as for any command.
    signal(SIGPIPE, SIG_DFL)
    SignalWatch.start(
      onInterrupt: {
        let now = ContinuousClock.now
        let first = interruptedAt.update { value in
          value = value ?? now
          return value ?? now
        }
        // Whoever forwards signals to a process and its group sends each of them twice.
        if now - first > .milliseconds(200) { _exit(130) }
        running.withLock { $0 }?()
      },
      onTerminate: { _exit(143) }
    )
  }

  private func show(_ diagnostic: Diagnostic) {
    let text =
      wantsColours ? DiagnosticRenderer.ansi(diagnostic) : DiagnosticRenderer.plain(diagnostic)
    Terminal.errors.write(text + "\n")
  }

  private func complain(_ text: String) {
    Terminal.errors.write("adjoint: \(text)\n")
  }
}
