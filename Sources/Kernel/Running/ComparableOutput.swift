import Jupyter

/// An output as far as it is compared: its kind and its texts.
struct ComparableOutput {
  let kind: String
  /// By MIME type; one without a name for streams and errors.
  let texts: [(name: String, text: String)]

  subscript(name: String) -> String? { texts.first { $0.name == name }?.text }

  /// The outputs of a cell; of streams that follow each other, one for each name.
  static func all(in outputs: [JSONValue]) -> [ComparableOutput] {
    var result: [ComparableOutput] = []
    var streams: [String: String] = [:]
    func endStreams() {
      result += streams.sorted { $0.key > $1.key }.map { stream in
        ComparableOutput(kind: stream.key, texts: [("", stream.value)])
      }
      streams = [:]
    }
    for output in outputs {
      if output["output_type"]?.string == "stream", let name = output["name"]?.string {
        streams[name, default: ""] += output["text"]?.joinedLines ?? ""
      } else {
        endStreams()
        result.append(ComparableOutput(output))
      }
    }
    endStreams()
    return result
  }

  private init(kind: String, texts: [(name: String, text: String)]) {
    self.kind = kind
    self.texts = texts
  }

  private init(_ output: JSONValue) {
    switch output["output_type"]?.string {
    case "error":
      kind = "error"
      let traceback = output["traceback"]?.array?.compactMap(\.string) ?? []
      let message = [output["ename"], output["evalue"]].compactMap { $0?.string }
      let text = (message + traceback).joined(separator: "\n")
      texts = [("", withoutPromptNumbers(withoutColours(text)))]
    case let type:
      kind = type == "execute_result" ? "result" : "display"
      let members = output["data"]?.object?.members ?? []
      texts = members.map { member in
        let json = String(decoding: member.value.sorted.serialized(), as: UTF8.self)
        return (member.name, member.value.joinedLines ?? json)
      }.sorted { rank($0.name) < rank($1.name) }
    }
  }

  var onlyStored: [String] { ["  \(kind): missing now"] + lines.map { "    - \($0)" } }
  var onlyNow: [String] { ["  \(kind): new"] + lines.map { "    + \($0)" } }

  /// The first lines of the simplest text.
  private var lines: [String] {
    let lines = texts.first?.text.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    let shown = lines.prefix(LineDifference.limit).map { LineDifference.clipped(String($0)) }
    return lines.count > shown.count ? shown + ["…"] : shown
  }
}

/// Sorts what a person can read to the front.
private func rank(_ name: String) -> String { name == "text/plain" ? "" : name }

/// A text in which `In[7]` is `In[ ]`.
private func withoutPromptNumbers(_ text: String) -> String {
  let parts = text.split(separator: "In[", omittingEmptySubsequences: false)
  let rest = parts.dropFirst().map { $0.drop { $0.isASCII && $0.isNumber } }
  return ([parts.first ?? ""] + rest).joined(separator: "In[ ")
}
