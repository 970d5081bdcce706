import Jupyter
import Language

/// One file on its way through a session of its own, on one thread.
struct FileRun {
  let path: String
  /// Where the files are that its cells name.
  let folder: WorkingFolder
  let options: RunOptions
  let output: TerminalOutput
  let wantsColours: Bool
  let progress: Progress
  /// Says how to interrupt what runs from now on; false where it is too late to begin.
  let announce: (@escaping @Sendable () -> Void) -> Bool
  let isInterrupted: () -> Bool

  func run(_ bytes: [UInt8]) -> FileReport {
    var report = FileReport(path: path)
    let file: RunnableFile
    do throws(UnreadableFile) {
      file = try RunnableFile(path: path, bytes: bytes)
    } catch {
      let diagnostic = Diagnostic(.file, "cannot read \(path): \(error.reason)", hint: error.hint)
      output.show(diagnostic, wantsColours: wantsColours)
      report.failure = diagnostic.message
      return report
    }
    guard options.recordsOutputs, var notebook = file.notebook else {
      let runner = ShowingRunner(
        output: output,
        folder: folder,
        wantsColours: wantsColours
      )
      report.cells = run(file.cells, with: runner)
      return report
    }
    let runner = RecordingRunner(folder: folder)
    report.cells = run(file.cells, with: runner)
    let recorded = runner.recorder.recorded
    if let tolerance = options.tolerance {
      compare(file.cells, of: notebook, with: recorded, tolerance, in: &report)
    }
    // As nbconvert: a notebook that stopped half-way replaces none that is whole.
    guard options.destination != .terminal, report.outcome < .failed else { return report }
    for cell in file.cells {
      guard let outputs = recorded[cell.position], !cell.isSkipped else { continue }
      notebook.cells[cell.position].record(outputs: outputs, executionCount: cell.number)
    }
    report.failure = write(notebook)
    return report
  }

  /// Runs cells up to the first error that is not allowed.
  private func run(_ cells: [RunnableCell], with runner: some CellRunner) -> [CellReport] {
    let interruption = runner.interruption
    guard announce({ interruption.request() }) else {
      return cells.map { CellReport(title: $0.title, verdict: .interrupted) }
    }
    var reports: [CellReport] = []
    var reasonToStop: String?
    for (index, cell) in cells.enumerated() {
      if let reason = cell.isSkipped ? "it is tagged `skip-execution`" : reasonToStop {
        reports.append(CellReport(title: cell.title, verdict: .skipped(reason)))
        continue
      }
      progress.show(path, cell: index + 1, of: cells.count)
      let begin = ContinuousClock.now
      let failure = runner.run(cell)
      let verdict = verdict(on: cell, failure)
      let seconds = (ContinuousClock.now - begin) / .seconds(1)
      reports.append(CellReport(title: cell.title, verdict: verdict, seconds: seconds))
      guard verdict != .passed else { continue }
      reasonToStop = "\(cell.title) failed"
      if options.recordsOutputs, let failure {
        say("\(path), cell \(cell.position + 1) failed:\n\(failure.text)")
      }
    }
    return reports
  }

  private func verdict(on cell: RunnableCell, _ failure: CellFailure?) -> CellReport.Verdict {
    guard let failure else { return .passed }
    if isInterrupted() { return .interrupted }
    if options.allowsErrors || cell.mayFail { return .passed }
    return .failed(message: failure.message, text: withoutColours(failure.text))
  }

  private func compare(
    _ cells: [RunnableCell],
    of notebook: Notebook,
    with recorded: [Int: [JSONValue]],
    _ tolerance: Double,
    in report: inout FileReport
  ) {
    let comparison = OutputComparison(tolerance: tolerance)
    for (index, cell) in cells.enumerated() where cell.isCompared {
      guard report.cells[index].verdict == .passed else { continue }
      let stored = notebook.cells[cell.position].outputs
      let difference = comparison.difference(between: stored, and: recorded[cell.position] ?? [])
      guard let difference else { continue }
      report.cells[index].verdict = .differed(difference)
      say("\(path), \(cell.title): the outputs differ from the stored ones\n\(difference)")
    }
  }

  /// Writes an executed notebook; says and returns why that is not possible.
  private func write(_ notebook: Notebook) -> String? {
    var notebook = notebook
    notebook.describe(LanguageDescription.adjoint.metadata)
    let bytes = notebook.serialized()
    let target: String
    switch options.destination {
    case .terminal: return nil
    case .inPlace: target = path
    case .file("-"):
      output.write(String(decoding: bytes, as: UTF8.self), to: .standardOutput)
      output.finishCell()
      return nil
    case .file(let path): target = path
    }
    do throws(FileFailure) {
      try storeFile(target, bytes)
      return nil
    } catch {
      let failure = "cannot write \(target): \(error.description.lowercased())"
      say(failure)
      return failure
    }
  }

  private func say(_ text: String) {
    progress.clear()
    let shown = wantsColours ? text : withoutColours(text)
    output.write("adjoint: \(shown)\n", to: .standardError)
  }
}

extension LanguageDescription {
  /// As `language_info` in a notebook says it.
  fileprivate var metadata: JSONValue {
    // Texts alone: there is nothing in it that could not be encoded.
    (try? JSONValue(encoding: languageInfo)) ?? [:]
  }
}
