/// Text as it stands in HTML and XML, in an attribute too.
///
/// Control characters that XML 1.0 has no way to write become the replacement character.
public func escapedForXML(_ text: String) -> String {
  let isPlain =
    text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(standsForItselfInXML) }
    ?? text.utf8.allSatisfy(standsForItselfInXML)
  if isPlain { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
    case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Whether a byte of UTF-8 never needs escaping; of the others some do.
private func standsForItselfInXML(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
  // U+FFFE and U+FFFF begin with the second.
  case 0..<0x20, 0xEF: false
  default: true
  }
}

/// Text as it stands in a Markdown table cell: nothing in it is markup, and it is one line.
public func escapedForMarkdown(_ text: String) -> String {
  var result = ""
  for character in text {
    switch character {
    case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "$": result += "\\\(character)"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "&": result += "&amp;"
    case "\n": result += "<br>"
    default: result.append(character)
    }
  }
  return result
}
