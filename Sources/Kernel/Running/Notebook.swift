import Jupyter

/// A notebook as far as running it needs to know: its code cells in order.
///
/// Read tolerantly: of the many fields of the format (https://nbformat.readthedocs.io/en/latest/format_description.html)
/// only the cells' kinds and sources have to be there.
package struct Notebook: Equatable {
  package let codeCells: [String]

  package init(codeCells: [String]) {
    self.codeCells = codeCells
  }

  /// Parses a notebook file of format 4.
  package init(bytes: [UInt8]) throws(UnreadableFile) {
    let json = try Self.json(bytes)
    guard let major = json["nbformat"]?.integer else {
      throw UnreadableFile("it is JSON, but no notebook: there is no `nbformat` in it")
    }
    guard major == 4 else {
      throw UnreadableFile(
        "it has notebook format \(major), not 4",
        hint: "open it in JupyterLab and save it, or run `jupyter nbconvert --to notebook`"
      )
    }
    guard let cells = json["cells"]?.array else {
      throw UnreadableFile("it is JSON, but no notebook: there are no `cells` in it")
    }
    var codeCells: [String] = []
    for (index, cell) in cells.enumerated() {
      guard let kind = cell["cell_type"]?.string else {
        throw UnreadableFile("cell \(index + 1) of the file has no `cell_type`")
      }
      guard kind == "code" else { continue }
      guard let source = cell["source"].flatMap(Self.text) else {
        throw UnreadableFile("cell \(index + 1) of the file has no `source`")
      }
      codeCells.append(source)
    }
    self.init(codeCells: codeCells)
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

  /// A text that is written as one string or as a list of its lines.
  private static func text(_ json: JSONValue) -> String? {
    if let text = json.string { return text }
    guard let lines = json.array else { return nil }
    let texts = lines.compactMap(\.string)
    return texts.count == lines.count ? texts.joined() : nil
  }
}
