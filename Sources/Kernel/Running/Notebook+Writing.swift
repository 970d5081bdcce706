import Jupyter

/// The file as nbformat writes it, byte for byte, so that version control sees only what has changed.
extension Notebook {
  /// The notebook as JSON: one space a level, sorted members, texts as lists of lines.
  package func serialized() -> [UInt8] {
    var members = members
    members["metadata"] = members["metadata"]?.removing(
      "orig_nbformat",
      "orig_nbformat_minor",
      "signature"
    )
    members["cells"] = .array(cells.map { .object($0.written) })
    return Array((JSONValue.object(members).sorted.serialized(indentedBy: 1) + "\n").utf8)
  }
}

extension NotebookCell {
  fileprivate var written: JSONObject {
    var members = members
    members["source"] = .string(source).splitLines
    members["metadata"] = members["metadata"]?.removing("trusted")
    if let attachments = members["attachments"]?.object {
      members["attachments"] = .object(attachments.mapValues { $0.splitBundle })
    }
    if isCode { members["outputs"] = .array(outputs.map(\.writtenOutput)) }
    return members
  }
}

extension JSONValue {
  /// Members sorted by their code points at every level; of a name that stands twice the last one.
  var sorted: JSONValue {
    switch self {
    case .object(let object):
      let latest = Dictionary(object.members.map { ($0.name, $0.value) }) { $1 }
      let pairs = latest.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      return .object(JSONObject(pairs.map { ($0.key, $0.value.sorted) }))
    case .array(let elements): return .array(elements.map(\.sorted))
    case .null, .bool, .integer, .number, .string: return self
    }
  }

  /// An output with the texts in it as lists of lines.
  fileprivate var writtenOutput: JSONValue {
    guard var members = object else { return self }
    switch members["output_type"]?.string {
    case "execute_result", "display_data":
      members["data"] = members["data"]?.splitBundle ?? [:]
      if members["metadata"] == nil { members["metadata"] = [:] }
    case "stream": members["text"] = members["text"]?.splitLines
    default: break
    }
    return .object(members)
  }

  /// A MIME bundle with its texts as lists of lines, and its images as one string.
  fileprivate var splitBundle: JSONValue {
    guard let object else { return self }
    return .object(
      JSONObject(
        object.members.map { member in
          (member.name, MIMEName(member.name).written(member.value))
        }
      )
    )
  }

  fileprivate var splitLines: JSONValue {
    guard let text = joinedLines else { return self }
    return .array(text.linesKeepingEnds.map { .string($0) })
  }

  fileprivate func removing(_ names: String...) -> JSONValue {
    guard var object else { return self }
    for name in names { object[name] = nil }
    return .object(object)
  }
}

extension JSONObject {
  fileprivate func mapValues(_ transform: (JSONValue) -> JSONValue) -> JSONObject {
    JSONObject(members.map { ($0.name, transform($0.value)) })
  }
}

/// A MIME type, as far as it decides how its data is written.
private struct MIMEName {
  let name: String

  init(_ name: String) { self.name = name }

  func written(_ value: JSONValue) -> JSONValue {
    if isJSON { return value }
    if isText { return value.splitLines }
    return value.joinedLines.map { .string($0) } ?? value
  }

  private var isJSON: Bool {
    name == "application/json" || name.hasPrefix("application/") && name.hasSuffix("+json")
  }

  private var isText: Bool {
    name.hasPrefix("text/") || name == "application/javascript" || name == "image/svg+xml"
  }
}

extension String {
  /// The lines with what ends them, as Python's `str.splitlines` sees them.
  ///
  /// Source: https://docs.python.org/3/library/stdtypes.html#str.splitlines
  package var linesKeepingEnds: [String] {
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var scalars = unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      line.append(scalar)
      let isHalfEnd = scalar == "\r" && next == "\n"
      guard scalar.endsLine, !isHalfEnd else { continue }
      lines.append(String(line))
      line = String.UnicodeScalarView()
    }
    if !line.isEmpty { lines.append(String(line)) }
    return lines
  }
}

extension Unicode.Scalar {
  fileprivate var endsLine: Bool {
    switch value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
