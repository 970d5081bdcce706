package import Interpreter
import Jupyter

/// Files as a cell names them: from the folder the process was started in, or from a notebook's own.
package struct WorkingFolder: FileAccess {
  private let prefix: String

  package init() { prefix = "" }

  /// The folder of a notebook, in which every front end runs it; that of the process for a program.
  package init(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) }
    prefix = isNotebook(path) ? folder ?? "" : ""
  }

  package func bytes(of path: String) throws(FileProblem) -> [UInt8] {
    do throws(FileFailure) {
      return try readFile(place(of: path)).bytes
    } catch {
      throw FileProblem(error.description.lowercased())
    }
  }

  package func names(inFolder path: String) -> [String] {
    let place = place(of: path)
    let folder = place.isEmpty ? "./" : place
    return entries(of: folder).map { isFolder(folder + $0) ? $0 + "/" : $0 }
  }

  package func store(_ bytes: [UInt8], at path: String) throws(FileProblem) {
    do throws(FileFailure) {
      try storeFile(place(of: path), bytes)
    } catch {
      throw FileProblem(error.description.lowercased())
    }
  }

  private func place(of path: String) -> String { path.hasPrefix("/") ? path : prefix + path }
}
