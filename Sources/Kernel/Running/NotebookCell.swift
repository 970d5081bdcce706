package import Jupyter

/// A cell of a notebook; whatever else the file says of it is kept.
///
/// Format: https://nbformat.readthedocs.io/en/latest/format_description.html#cell-types
package struct NotebookCell: Equatable, Sendable {
  package let source: String
  package private(set) var members: JSONObject

  /// Takes a cell as the file has it; errors name it by its place in the file, from 1.
  init(_ json: JSONValue, number: Int) throws(UnreadableFile) {
    guard let members = json.object, let kind = members["cell_type"]?.string else {
      throw UnreadableFile("cell \(number) of the file has no `cell_type`")
    }
    let source = members["source"].flatMap(\.joinedLines)
    guard source != nil || kind != "code" else {
      throw UnreadableFile("cell \(number) of the file has no `source`")
    }
    self.source = source ?? ""
    self.members = members
    self.members["source"] = .string(self.source)
  }

  package var isCode: Bool { members["cell_type"]?.string == "code" }

  /// Whether it is run at all: as for nbclient, text and cells without any code are not.
  package var isRun: Bool {
    isCode && !source.unicodeScalars.allSatisfy(\.properties.isWhitespace)
  }

  package var outputs: [JSONValue] { members["outputs"]?.array ?? [] }

  package func hasTag(_ tag: String) -> Bool {
    members["metadata"]?["tags"]?.array?.contains(.string(tag)) ?? false
  }

  /// Replaces what the last run gave.
  package mutating func record(outputs: [JSONValue], executionCount: Int) {
    members["outputs"] = .array(outputs)
    members["execution_count"] = .integer(executionCount)
  }

  /// Adds the members that format 4.5 demands, where an older or careless program left them out.
  mutating func complete(identifier: String) {
    members["id"] = .string(identifier)
    if members["metadata"]?.object == nil { members["metadata"] = [:] }
    guard isCode else { return }
    if members["outputs"]?.array == nil { members["outputs"] = [] }
    if members["execution_count"] == nil { members["execution_count"] = .null }
  }
}

extension JSONValue {
  /// A text that is written as one string or as a list of its lines.
  var joinedLines: String? {
    if let string { return string }
    guard let array else { return nil }
    let texts = array.compactMap(\.string)
    return texts.count == array.count ? texts.joined() : nil
  }
}
