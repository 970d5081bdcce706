import Jupyter
package import Language

/// A program or a notebook, read and ready to run: its cells in order.
package struct RunnableFile: Sendable {
  package let cells: [Source]

  /// Takes a file's bytes apart by its extension: a program is one cell.
  package init(path: String, bytes: [UInt8]) throws(UnreadableFile) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard path.hasSuffix(".ipynb") else {
      cells = [Source(name: name, text: try UnreadableFile.text(bytes))]
      return
    }
    cells = try Notebook(bytes: bytes).codeCells.enumerated().map { index, text in
      Source(name: "\(name), In[\(index + 1)]", text: text)
    }
  }
}
