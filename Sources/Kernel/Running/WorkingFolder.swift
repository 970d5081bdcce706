package import Interpreter
import Jupyter
import TensorCore

/// Files as a cell names them: from the folder the process was started in, or from a notebook's own.
package struct WorkingFolder: FileAccess {
  private let prefix: String
  /// What `~` stands for; nil where nobody says.
  private let home: String?

  package init(home: String? = nil) {
    prefix = ""
    self.home = home
  }

  /// The folder of a notebook, in which every front end runs it; that of the process for a program.
  package init(of path: String, home: String? = nil) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) }
    prefix = isNotebook(path) ? folder ?? "" : ""
    self.home = home
  }

  package func bytes(of path: String, limit: Int) throws(FileProblem) -> [UInt8] {
    do throws(FileFailure) {
      let file = try DataFile(place(of: path))
      var bytes: [UInt8] = []
      // What grows while it is read may have more than it says.
      guard file.size <= limit else { throw FileFailure.tooLarge }
      bytes.reserveCapacity(file.size + 1)
      while try file.read(
        atMost: min(Self.stretch, max(0, file.size - bytes.count) + 1),
        into: &bytes
      ) {
        guard bytes.count <= limit else { throw FileFailure.tooLarge }
        guard Interruption.current?.isRequested != true else { throw FileFailure.interrupted }
      }
      return bytes
    } catch {
      throw error == .tooLarge ? .tooLarge : FileProblem(error.description.lowercased())
    }
  }

  /// The bytes between two looks for an interruption: some milliseconds.
  private static let stretch = 1 << 22

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

  private func place(of path: String) -> String {
    if path.hasPrefix("/") { return path }
    if let home, path.hasPrefix("~/") { return home + path.dropFirst(1) }
    return prefix + path
  }
}

extension FileFailure {
  fileprivate static let tooLarge = FileFailure("it is too large")
  fileprivate static let interrupted = FileFailure("it was interrupted")
}
