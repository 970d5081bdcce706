import Jupyter
package import Language

/// A program or a notebook, read and ready to run: its cells in order.
package struct RunnableFile: Sendable {
  package let cells: [RunnableCell]
  /// Nil for a program.
  package let notebook: Notebook?

  /// Takes a file's bytes apart by its extension: a program is one cell.
  package init(path: String, bytes: [UInt8]) throws(UnreadableFile) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard isNotebook(path) else {
      let source = Source(name: name, text: try UnreadableFile.text(bytes))
      cells = [RunnableCell(source: source, position: 0, number: 1, title: name)]
      notebook = nil
      return
    }
    let notebook = try Notebook(bytes: bytes)
    self.notebook = notebook
    var number = 0
    cells = notebook.cells.enumerated().filter(\.element.isRun).map { position, cell in
      let isSkipped = cell.hasTag("skip-execution")
      if !isSkipped { number += 1 }
      let prompt = isSkipped ? "In[ ]" : "In[\(number)]"
      return RunnableCell(
        source: Source(name: "\(name), \(prompt)", text: cell.source),
        position: position,
        number: number,
        title: "cell \(position + 1), \(prompt)",
        isSkipped: isSkipped,
        mayFail: cell.hasTag("raises-exception"),
        isCompared: !cell.hasTag("nbval-ignore-output")
      )
    }
  }
}

/// Whether a file is a notebook, by its name.
public func isNotebook(_ path: String) -> Bool { path.hasSuffix(".ipynb") }

/// A cell with what its tags ask for: https://nbclient.readthedocs.io/en/latest/client.html.
package struct RunnableCell: Sendable {
  /// The text, named as an error in a terminal says where it is.
  package let source: Source
  /// Its place among all cells of the notebook, from 0.
  package let position: Int
  /// As in its prompt.
  package let number: Int
  /// What a report calls it.
  package let title: String
  /// Tagged `skip-execution`.
  package var isSkipped = false
  /// Tagged `raises-exception`.
  package var mayFail = false
  /// Not tagged `nbval-ignore-output`.
  package var isCompared = true
}
