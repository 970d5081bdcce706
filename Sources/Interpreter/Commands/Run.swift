import Display
import Language
import TensorCore

extension Command {
  static let run = Command(
    "run",
    argument: "file.adj",
    of: .path,
    "Runs a program in this session: its names stay."
  ) { session, call in
    guard !call.argument.isEmpty else {
      throw call.refused("`%run` needs a file", hint: "write `%run train.adj`")
    }
    let display = try session.runFile(call.argument.unquoted, for: call)
    return call.isShown ? display : nil
  }
}

extension Session {
  /// Runs a program's file as if its text stood in the cell.
  fileprivate func runFile(_ path: String, for call: CommandCall) throws -> MIMEBundle? {
    guard !path.hasSuffix(".ipynb") else {
      throw Diagnostic(
        .file,
        "`%run` runs programs, and \(path) is a notebook",
        at: call.argumentLocation,
        hint: "`adjoint run \(path)` in a terminal runs its cells"
      )
    }
    let name = String(path.split(separator: "/").last ?? "")
    let source = Source(name: name, text: try text(path, call))
    let (program, mistakes) = parse(source)
    if let mistake = mistakes.first { throw mistake }
    guard filesRunning.count < Session.filesLimit else {
      throw Diagnostic(
        .recursion,
        "too many files run each other",
        at: call.location,
        hint: "does \(path) run itself?"
      )
    }
    filesRunning.append(path)
    defer { filesRunning.removeLast() }
    return try run(program)
  }

  private func text(_ path: String, _ call: CommandCall) throws -> String {
    do throws(FileProblem) {
      let bytes = try files.bytes(of: path, limit: MemoryLimit.process.bytes)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw FileProblem("it is not UTF-8 text")
      }
      return text
    } catch {
      throw Diagnostic(.file, "cannot read \(path): \(error.reason)", at: call.argumentLocation)
    }
  }

  private static let filesLimit = 20
}

extension String {
  /// Without the quotes around it.
  fileprivate var unquoted: String {
    count >= 2 && hasPrefix("\"") && hasSuffix("\"") ? String(dropFirst().dropLast()) : self
  }
}
