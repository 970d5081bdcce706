package import Jupyter

/// A notebook: its cells, and everything else that the file says, which running it leaves alone.
///
/// Read tolerantly: only the cells' kinds and sources have to be there
/// (https://nbformat.readthedocs.io/en/latest/format_description.html). Whatever format 4.x it came in, it is
/// a notebook of format 4.5 from then on.
package struct Notebook: Equatable, Sendable {
  package var cells: [NotebookCell]
  /// All members but the cells.
  package private(set) var members: JSONObject

  /// Parses a notebook file of format 4.
  package init(bytes: [UInt8]) throws(UnreadableFile) {
    let json = try Self.json(bytes)
    guard let members = json.object, let major = members["nbformat"]?.integer else {
      throw UnreadableFile("it is JSON, but no notebook: there is no `nbformat` in it")
    }
    guard major == 4 else {
      throw UnreadableFile(
        "it has notebook format \(major), not 4",
        hint: "open it in JupyterLab and save it, or run `jupyter nbconvert --to notebook`"
      )
    }
    guard let cells = members["cells"]?.array else {
      throw UnreadableFile("it is JSON, but no notebook: there are no `cells` in it")
    }
    if let language = Self.language(members["metadata"]), language.lowercased() != "adjoint" {
      throw UnreadableFile(
        "it is a notebook in the language \(language)",
        hint: "choose the kernel Adjoint for it in JupyterLab and save it"
      )
    }
    self.members = members
    self.members["cells"] = nil
    self.cells = []
    for (index, cell) in cells.enumerated() {
      self.cells.append(try NotebookCell(cell, number: index + 1))
    }
    complete()
  }

  /// Notes in the metadata which language the kernel speaks, as every front end does.
  mutating func describe(_ language: JSONValue) {
    var metadata = members["metadata"]?.object ?? [:]
    metadata["language_info"] = language
    members["metadata"] = .object(metadata)
  }

  /// The language that a notebook says it is in, nil where it does not say.
  private static func language(_ metadata: JSONValue?) -> String? {
    metadata?["kernelspec"]?["language"]?.string ?? metadata?["language_info"]?["name"]?.string
  }

  /// Adds what format 4.5 demands and older ones do not have.
  private mutating func complete() {
    members["nbformat_minor"] = .integer(max(5, members["nbformat_minor"]?.integer ?? 5))
    if members["metadata"]?.object == nil { members["metadata"] = [:] }
    var taken: Set<String> = []
    for index in cells.indices {
      let own = cells[index].members["id"]?.string
      let isUsable = own.map { CellIdentifier.isValid($0) && !taken.contains($0) } ?? false
      let identifier =
        isUsable ? own : CellIdentifier.make(for: cells[index].source, at: index, besides: taken)
      guard let identifier else { continue }
      taken.insert(identifier)
      cells[index].complete(identifier: identifier)
    }
  }

  private static func json(_ bytes: [UInt8]) throws(UnreadableFile) -> JSONValue {
    let text = try UnreadableFile.text(bytes)
    do throws(JSONError) {
      return try JSONValue(parsing: bytes)
    } catch {
      switch error {
      case .invalid(let what, let offset):
        let line = 1 + text.utf8.prefix(offset).count(where: { $0 == 0x0A })
        throw UnreadableFile("it is not JSON: \(what) in line \(line)")
      case .tooDeep(let limit):
        throw UnreadableFile("its JSON is nested deeper than \(limit)")
      }
    }
  }
}
