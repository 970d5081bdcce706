import Interpreter
import Jupyter

/// Files as a cell names them: from the folder the process was started in, or from a notebook's own.
struct WorkingFolder: FileReading {
  private let prefix: String

  init() { prefix = "" }

  /// The folder of a notebook, in which every front end runs it; that of the process for a program.
  init(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) }
    prefix = isNotebook(path) ? folder ?? "" : ""
  }

  func bytes(of path: String) throws(FileProblem) -> [UInt8] {
    do throws(FileFailure) {
      return try readFile(path.hasPrefix("/") ? path : prefix + path).bytes
    } catch {
      throw FileProblem(error.description.lowercased())
    }
  }
}
